#!/bin/bash
# CUPS backend "sim": job user title copies options, the document on standard input (backend(7)).
# Keeps what it is given, prints page by page as the file "fault" says, tells "events" what happened.
[ $# -eq 0 ] && { echo 'direct sim "Simulated" "Simulated A4 printer"'; exit 0; }
home=${DEVICE_URI#sim:}
job=$1 copies=$4 page=0

tell() { echo "$1 $job $page" >>"$home/events"; }

fault() { read -r name after <"$home/fault" || exit 1; }

stand_still() { # until mended; $1: what the printer says of it
    local why=$name
    [ -n "$1" ] && echo "STATE: +$1" >&2
    tell "$why"
    while [ "$name" = "$why" ]; do
        sleep 0.05
        fault
    done
    [ -n "$1" ] && echo "STATE: -$1" >&2
}

before_page() {
    fault
    [ "$page" -lt "$after" ] && return
    case $name in
        slow) sleep 0.3 ;;
        media-empty | media-jam | door-open | toner-empty) stand_still "$name-error" ;;
        offline) stand_still connecting-to-device ;;
        hang) stand_still ;;
        deaf) trap '' TERM; stand_still ;;
        stop) tell stop; exit 4 ;;
        fail) tell fail; exit 1 ;;
        retry) tell retry; exit 7 ;;
        later) tell later; exit 6 ;;
    esac
}

trap 'tell cancelled; exit 0' TERM
cat >"$home/kept/$job.pdf"
printf '%s\n' "$2" "$3" "$4" "$5" >"$home/kept/$job.job"
tell got
for _ in $(grep -aoE '/Type */Page\b' "$home/kept/$job.pdf"| grep -o Page); do
    before_page
    page=$((page + 1))
    echo "PAGE: $page $copies" >&2
    tell page
done
[ -s "$home/markers" ] && echo "ATTR: $(<"$home/markers")" >&2
tell ended

/* A reader vendor's SDT library without a reader: every call asks the simulator, over a socket beside this file.
 *
 * A call sends "NAME PORT\n" and gets a struct answer, then its data. Built with -D:
 * WITHOUT_READ (a library with a function missing), HANDLE_ABI (the other one of the same names),
 * CRASH_ON_LOAD, HANG_ON_LOAD. It talks on standard output, as such libraries do. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { ANSWER, SEGFAULT, ABORT, LEAVE, HANG };
enum { NOT_OPEN = 0x01, TEXT = 256, PHOTO = 1024, ROOM = 4096 };

struct answer {
    int32_t act, word;
    uint32_t text_length, photo_length; /* what the library claims */
    uint32_t size;                      /* bytes of data that follow */
};

static int all(int line, void *into, size_t size) {
    return recv(line, into, size, MSG_WAITALL) == (ssize_t)size;
}

static int ask(const char *name, int port, struct answer *told, unsigned char *data) {
    struct sockaddr_un there = {.sun_family = AF_UNIX};
    char question[64];
    Dl_info self;
    memset(told, 0, sizeof *told);
    told->word = NOT_OPEN;
    printf("SDT: %s(%d)\n", name, port);
    fflush(stdout);
    dladdr((void *)ask, &self);
    snprintf(there.sun_path, sizeof there.sun_path, "%s.sock", self.dli_fname);
    int line = socket(AF_UNIX, SOCK_STREAM, 0);
    int size = snprintf(question, sizeof question, "%s %d\n", name, port);
    if (connect(line, (struct sockaddr *)&there, sizeof there) || send(line, question, size, 0) != size ||
        !all(line, told, sizeof *told) || told->size > ROOM || !all(line, data, told->size))
        told->act = ANSWER, told->word = NOT_OPEN, told->size = 0;
    close(line);
    switch (told->act) {
    case SEGFAULT: *(volatile int *)0 = 1; break;
    case ABORT: abort();
    case LEAVE: _exit(0);
    case HANG: for (;;) pause();
    }
    return told->word;
}

static int simple(const char *name, int port, unsigned char *out) {
    struct answer told;
    unsigned char data[ROOM];
    int word = ask(name, port, &told, data);
    if (out) memcpy(out, data, told.size);
    return word;
}

int SDT_OpenPort(int port) { return simple("open", port, NULL); }
int SDT_ClosePort(int port) { return simple("close", port, NULL); }
int SDT_GetSAMStatus(int port, int if_open) { (void)if_open; return simple("status", port, NULL); }
int SDT_ResetSAM(int port, int if_open) { (void)if_open; return simple("reset", port, NULL); }
int SDT_GetSAMID(int port, unsigned char *id, int if_open) { (void)if_open; return simple("sam_id", port, id); }
int SDT_StartFindIDCard(int port, unsigned char *iin, int if_open) {
    (void)if_open;
    return simple("find", port, iin);
}
int SDT_SelectIDCard(int port, unsigned char *sn, int if_open) { (void)if_open; return simple("select", port, sn); }

#ifndef WITHOUT_READ
int SDT_ReadBaseMsg(int port, unsigned char *text, unsigned *text_length, unsigned char *photo,
                    unsigned *photo_length, int if_open) {
    struct answer told;
    unsigned char data[ROOM];
    (void)if_open;
    int word = ask("read_base", port, &told, data);
    if (told.size == TEXT + PHOTO) {
        memcpy(text, data, TEXT);
        memcpy(photo, data + TEXT, PHOTO);
    }
    *text_length = told.text_length;
    *photo_length = told.photo_length;
    return word;
}
#endif

#ifdef HANDLE_ABI
int SDT_EnumDevice(void *devices, int count) { (void)devices, (void)count; return 0; }
#endif
#ifdef CRASH_ON_LOAD
__attribute__((constructor)) static void load(void) { abort(); }
#endif
#ifdef HANG_ON_LOAD
__attribute__((constructor)) static void load(void) { for (;;) pause(); }
#endif

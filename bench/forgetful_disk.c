/* A disk that forgets what was not synced, for a program that runs with this library preloaded.

   Each time the program syncs a file, the file as it is at that moment is copied into the folder that
   FORGETFUL_DISK names. So at any moment that folder holds what a power cut would leave: of every file the
   last synced state, and nothing written after it. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void copy(int from, int to) {
    char block[65536];
    off_t at = 0;
    ssize_t size;
    /* Read through the program's own descriptor: to open and close another would drop its locks. */
    while ((size = pread(from, block, sizeof block, at)) > 0 && write(to, block, size) == size)
        at += size;
}

static void remember(int fd) {
    const char *folder = getenv("FORGETFUL_DISK");
    char link[64], path[PATH_MAX], draft[2 * PATH_MAX], kept[2 * PATH_MAX];
    struct stat status;
    if (folder == NULL || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return;
    path[length] = '\0';
    snprintf(draft, sizeof draft, "%s/.draft", folder);
    snprintf(kept, sizeof kept, "%s%s", folder, strrchr(path, '/'));
    int out = open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (out < 0)
        return;
    copy(fd, out);
    close(out);
    rename(draft, kept);
}

int fsync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    int result = real(fd);
    if (result == 0)
        remember(fd);
    return result;
}

int fdatasync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    int result = real(fd);
    if (result == 0)
        remember(fd);
    return result;
}

// A disk that fails on demand. Preloaded into a program (LD_PRELOAD), it counts the calls by which the program
// changes files below chosen folders, writes them to a log, and makes chosen ones fail, write less, take long, or
// kill the program just before they are made.
//
// The calls are caught in the kernel by a seccomp filter and not in libc, because some Rust crates call the kernel
// directly. Calls that this library makes itself carry a mark in an argument that none of them uses.
//
// The plan stands in the environment:
//   FAULTS_UNDER  folders, separated by ':'
//   FAULTS_LOG    a file elsewhere; each call is a line: number, name, path, second path of a rename or '-', result
//   FAULTS_HOW    ENOSPC, EIO, EROFS, EACCES, short, slow:MICROSECONDS or kill
//   FAULTS_AT     the number of the call, from 1
//   FAULTS_CALLS  names of calls that may be chosen, separated by ','; without it all of them
//   FAULTS_ON     if set, the later calls are chosen as well
//
// Without folders it catches no calls. FAULTS_CLOCK, in seconds since 1970, is the time of day from the start.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#define REGISTER(n) context->uc_mcontext.gregs[n]
#define ARGUMENTS {REGISTER(REG_RDI), REGISTER(REG_RSI), REGISTER(REG_RDX), REGISTER(REG_R10), REGISTER(REG_R8)}
#define RESULT REGISTER(REG_RAX)
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#define REGISTER(n) context->uc_mcontext.regs[n]
#define ARGUMENTS {REGISTER(0), REGISTER(1), REGISTER(2), REGISTER(3), REGISTER(4)}
#define RESULT REGISTER(0)
#else
#error "the registers of this processor are not known here"
#endif

// In the sixth argument. None of the calls below has one.
#define MARK 0x5a75a1u
#define CALL(number, a, b, c, d, e) syscall(number, a, b, c, d, e, (long)MARK)

enum kind { WRITE, WRITE_FROM, FLUSH, OPEN, PATH, TWO_PATHS };

// A call that changes files: where its file descriptors and paths stand among its arguments, -1 where there is none.
struct call {
    long number;
    const char *name;
    enum kind kind;
    int fd, path, flags, second_fd, second_path;
};

static const struct call calls[] = {
    {SYS_write, "write", WRITE, 0, -1, -1, -1, -1},
    {SYS_pwrite64, "pwrite", WRITE, 0, -1, -1, -1, -1},
    {SYS_writev, "writev", WRITE_FROM, 0, -1, -1, -1, -1},
    {SYS_pwritev, "pwritev", WRITE_FROM, 0, -1, -1, -1, -1},
    {SYS_sendfile, "sendfile", WRITE_FROM, 0, -1, -1, -1, -1},
    {SYS_copy_file_range, "copy_file_range", WRITE_FROM, 2, -1, -1, -1, -1},
    {SYS_fsync, "fsync", FLUSH, 0, -1, -1, -1, -1},
    {SYS_fdatasync, "fdatasync", FLUSH, 0, -1, -1, -1, -1},
    {SYS_syncfs, "syncfs", FLUSH, 0, -1, -1, -1, -1},
    {SYS_ftruncate, "ftruncate", FLUSH, 0, -1, -1, -1, -1},
    {SYS_openat, "open", OPEN, 0, 1, 2, -1, -1},
    {SYS_mkdirat, "mkdir", PATH, 0, 1, -1, -1, -1},
    {SYS_unlinkat, "unlink", PATH, 0, 1, -1, -1, -1},
    {SYS_renameat, "rename", TWO_PATHS, 0, 1, -1, 2, 3},
    {SYS_renameat2, "rename", TWO_PATHS, 0, 1, -1, 2, 3},
    {SYS_linkat, "link", TWO_PATHS, 0, 1, -1, 2, 3},
#if defined(__x86_64__)
    {SYS_open, "open", OPEN, -1, 0, 1, -1, -1},
    {SYS_creat, "open", OPEN, -1, 0, -1, -1, -1},
    {SYS_mkdir, "mkdir", PATH, -1, 0, -1, -1, -1},
    {SYS_unlink, "unlink", PATH, -1, 0, -1, -1, -1},
    {SYS_rmdir, "unlink", PATH, -1, 0, -1, -1, -1},
    {SYS_rename, "rename", TWO_PATHS, -1, 0, -1, -1, 1},
    {SYS_link, "link", TWO_PATHS, -1, 0, -1, -1, 1},
#endif
};
#define CALLS (sizeof calls / sizeof *calls)

static const char *under, *how, *only;
static long at;
static int on, log_fd = -1;
static atomic_long count;

static long kernel(const struct call *call, const long *a) {
    long result = CALL(call->number, a[0], a[1], a[2], a[3], a[4]);
    return result == -1 ? -errno : result;
}

// Where a file descriptor leads, or an empty string.
static void path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void absolute(int folder, const char *name, char *path) {
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
        return;
    }
    if (folder == AT_FDCWD) {
        if (!getcwd(path, PATH_MAX)) path[0] = 0;
    } else {
        path_of(folder, path);
    }
    while (!strncmp(name, "./", 2)) name += 2;
    size_t length = strlen(path);
    snprintf(path + length, PATH_MAX - length, "/%s", name);
}

// The path concerned: of a call with a file descriptor alone the file's.
static void path_in(const long *a, int fd, int name, char *path) {
    if (name < 0)
        path_of(a[fd], path);
    else
        absolute(fd < 0 ? AT_FDCWD : (int)a[fd], (const char *)a[name], path);
}

static int is_under(const char *path) {
    for (const char *folder = under; folder && *folder;) {
        size_t length = strcspn(folder, ":");
        if (length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length])) return 1;
        folder += length + (folder[length] == ':');
    }
    return 0;
}

static int may_be_chosen(const char *name) {
    size_t length = strlen(name);
    for (const char *next = only; next && *next;) {
        size_t end = strcspn(next, ",");
        if (end == length && !strncmp(next, name, length)) return 1;
        next += end + (next[end] == ',');
    }
    return !only;
}

static long error_number(const char *name) {
    static const struct { const char *name; long number; } known[] = {
        {"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EROFS", EROFS}, {"EACCES", EACCES}, {"EDQUOT", EDQUOT}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i].name, name)) return known[i].number;
    return EIO;
}

// What a chosen call does instead.
static long fail(const struct call *call, const long *a) {
    if (!strcmp(how, "kill")) {
        CALL(SYS_kill, getpid(), SIGKILL, 0, 0, 0);
        for (;;) pause();
    }
    if (!strncmp(how, "slow:", 5)) {
        long micros = atol(how + 5);
        struct timespec wait = {micros / 1000000, micros % 1000000 * 1000};
        while (nanosleep(&wait, &wait)) {}
        return kernel(call, a);
    }
    if (strcmp(how, "short")) return -error_number(how);
    if (call->kind == WRITE && a[2] > 1) {
        long half[5] = {a[0], a[1], a[2] / 2, a[3], a[4]};
        return kernel(call, half);
    }
    if (call->number == SYS_writev && a[2] > 0) {
        const struct iovec *first = (const struct iovec *)a[1];
        size_t length = first->iov_len > 1 ? first->iov_len / 2 : first->iov_len;
        long result = CALL(SYS_write, a[0], first->iov_base, length, 0, 0);
        return result == -1 ? -errno : result;
    }
    return kernel(call, a);
}

static int changes_files(const struct call *call, const long *a) {
    if (call->kind != OPEN || call->flags < 0) return 1;
    return (a[call->flags] & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
}

static long decide(long number, const long *a) {
    const struct call *call = calls;
    while (call < calls + CALLS && call->number != number) call++;
    if (call == calls + CALLS) return -ENOSYS;
    if (!changes_files(call, a)) return kernel(call, a);
    char path[PATH_MAX] = "", second[PATH_MAX] = "-";
    path_in(a, call->fd, call->path, path);
    if (call->second_path >= 0) path_in(a, call->second_fd, call->second_path, second);
    if (!is_under(path) && !is_under(second)) return kernel(call, a);
    long mine = atomic_fetch_add(&count, 1) + 1;
    int chosen = how && at && (on ? mine >= at : mine == at) && may_be_chosen(call->name);
    // What is written before a kill must be known after it.
    char line[2 * PATH_MAX + 64];
    long result = 0;
    if (!chosen || strcmp(how, "kill")) result = chosen ? fail(call, a) : kernel(call, a);
    int length = snprintf(line, sizeof line, "%ld\t%s\t%s\t%s\t%ld%s\n", mine, call->name, path, second, result,
                          chosen ? "\tchosen" : "");
    if (log_fd >= 0) CALL(SYS_write, log_fd, line, length, 0, 0);
    if (chosen && !strcmp(how, "kill")) fail(call, a);
    return result;
}

static void on_call(int signal, siginfo_t *info, void *where) {
    (void)signal;
    ucontext_t *context = where;
    int before = errno;
    long a[5] = ARGUMENTS;
    RESULT = decide(info->si_syscall, a);
    errno = before;
}

static int catch_calls(void) {
    struct sock_filter filter[10 + CALLS] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[5])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MARK, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    };
    unsigned short length = 7;
    for (size_t i = 0; i < CALLS; i++) {
        struct sock_filter test =
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i].number, (unsigned char)(CALLS - i), 0);
        filter[length++] = test;
    }
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    struct sock_fprog program = {length, filter};
    struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART};
    if (sigaction(SIGSYS, &action, NULL)) return -1;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return -1;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

// By how many seconds the time of day is wrong.
static long wrong_by;

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (!result && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += wrong_by;
    return result;
}

__attribute__((constructor)) static void begin(void) {
    const char *time = getenv("FAULTS_CLOCK");
    struct timespec now;
    if (time && !syscall(SYS_clock_gettime, CLOCK_REALTIME, &now)) wrong_by = atol(time) - now.tv_sec;
    under = getenv("FAULTS_UNDER");
    how = getenv("FAULTS_HOW");
    only = getenv("FAULTS_CALLS");
    on = getenv("FAULTS_ON") != NULL;
    at = getenv("FAULTS_AT") ? atol(getenv("FAULTS_AT")) : 0;
    if (!under) return;
    const char *log = getenv("FAULTS_LOG");
    if (log) log_fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (catch_calls()) {
        static const char sorry[] = "faults: this system catches no calls\n";
        if (write(2, sorry, sizeof sorry - 1) < 0) {}
        _exit(96);
    }
}

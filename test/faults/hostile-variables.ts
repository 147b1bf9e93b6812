/**
 * Environment variables that a function may set for its own programs, each with a value that harms who obeys
 * it. The names are those that the manuals list: ld.so(8), glibc's manual and musl's for loader and libc;
 * bash(1) for the shell; `node --help` and the Node, libuv, OpenSSL and ICU manuals for Node. {hostile} is
 * the folder of `hostileFiles`.
 */

export interface HostileVariable {
  readonly name: string;
  readonly value: string;
  /** Set with it, where it acts with others alone. */
  readonly beside?: Readonly<Record<string, string>>;
  /**
   * What it makes the first shell's own loader or the shell say on stderr before the launcher's first line;
   * it stays harmless.
   */
  readonly noise?: RegExp;
  /**
   * Where /bin/sh is bash it acts before the first line, and ends every script of the function's too:
   * docs/security.md.
   */
  readonly survivable?: "where sh is not bash";
}

const garbage = "this is not a library\n";

export const hostileFiles = {
  "hostile/lib/libstdc++.so.6": garbage,
  "hostile/lib/libm.so.6": garbage,
  "hostile/lib-of-bash/libtinfo.so.6": garbage,
  "hostile/no-library.so": garbage,
  "hostile/exit.sh": "exit 1\n",
  "hostile/exit.cjs": `if (process.argv[1]?.endsWith("extension.cjs")) process.exit(1);\n`,
  "hostile/openssl.cnf": "nodejs_conf = here\n[here\nnot a configuration",
  "hostile/bin/mkdir": "#!/bin/sh\nexit 1\n",
  "hostile/file": "",
} as const;

/** The same value for each name; a text holds several names. */
const each = (value: string, ...names: string[]): HostileVariable[] =>
  names.flatMap((some) => some.split(" ")).map((name) => ({ name, value }));

const cannotPreload = /^ERROR: ld\.so: object .*\n/gm;

export const loader: readonly HostileVariable[] = [
  { name: "LD_LIBRARY_PATH", value: "{hostile}/lib" },
  { name: "LD_PRELOAD", value: "{hostile}/no-library.so", noise: cannotPreload },
  { name: "LD_AUDIT", value: "{hostile}/no-library.so", noise: cannotPreload },
  { name: "LD_DEBUG", value: "all", beside: { LD_DEBUG_OUTPUT: "/dev/null" } },
  { name: "LD_DEBUG_OUTPUT", value: "/absent/debug" },
  { name: "LD_HWCAP_MASK", value: "0xffffffffffffffff" },
  {
    name: "LD_PROFILE",
    value: "libc.so.6",
    beside: { LD_PROFILE_OUTPUT: "/absent" },
    noise: /^.*libc\.so\.6\.profile: .*\n/gm,
  },
  { name: "LD_PROFILE_OUTPUT", value: "/absent" },
  { name: "LD_SHOW_AUXV", value: "1", noise: /^AT_.*\n/gm },
  { name: "LD_ASSUME_KERNEL", value: "9.9.9" },
  ...each(
    "1",
    "LD_BIND_NOW LD_BIND_NOT LD_DYNAMIC_WEAK LD_POINTER_GUARD LD_PREFER_MAP_32BIT_EXEC",
    "LD_TRACE_PRELINKING LD_USE_LOAD_BIAS",
  ),
  ...each("1", "LD_VERBOSE LD_WARN LD_KEEPDIR LD_NOWARN"),
  ...each("/absent", "LD_ORIGIN_PATH LD_AOUT_LIBRARY_PATH LD_AOUT_PRELOAD"),
  { name: "GLIBC_TUNABLES", value: "glibc.malloc.perturb=165:glibc.malloc.check=3:glibc.rtld.nns=1" },
];

export const libc: readonly HostileVariable[] = [
  ...each(
    "1",
    "MALLOC_ARENA_MAX MALLOC_ARENA_TEST MALLOC_MMAP_MAX_ MALLOC_MMAP_THRESHOLD_ MALLOC_TOP_PAD_",
    "MALLOC_TRIM_THRESHOLD_",
  ),
  ...each("0", "MALLOC_TCACHE_COUNT LIBC_FATAL_STDERR_ RESOLV_MULTI RESOLV_REORDER SEGFAULT_USE_ALTSTACK"),
  { name: "MALLOC_CHECK_", value: "3" },
  { name: "MALLOC_PERTURB_", value: "165" },
  { name: "MALLOC_CONF", value: "abort:true,abort_conf:true,nonsense:1" },
  { name: "RES_OPTIONS", value: "timeout:30 attempts:5 ndots:15" },
  { name: "SEGFAULT_SIGNALS", value: "all" },
  { name: "POSIXLY_CORRECT", value: "1" },
  ...each(
    "/absent",
    "MALLOC_TRACE GCONV_PATH GETCONF_DIR GMON_OUT_PREFIX HOSTALIASES LOCPATH MUSL_LOCPATH NLSPATH",
    "TEXTDOMAINDIR TMPDIR TZDIR",
  ),
  ...each("/absent", "RESOLV_HOST_CONF SEGFAULT_OUTPUT_NAME HOME"),
  ...each("absent.invalid", "LOCALDOMAIN RESOLV_ADD_TRIM_DOMAINS RESOLV_OVERRIDE_TRIM_DOMAINS TEXTDOMAIN"),
  ...each(
    "de_DE.UTF-8",
    "LANG LC_ALL LC_ADDRESS LC_COLLATE LC_CTYPE LC_IDENTIFICATION LC_MEASUREMENT LC_MESSAGES",
    "LC_MONETARY LC_NAME LC_NUMERIC",
  ),
  ...each("de_DE.UTF-8", "LC_PAPER LC_TELEPHONE LC_TIME"),
  ...each("xx", "LANGUAGE OUTPUT_CHARSET"),
  { name: "TZ", value: "Nowhere/Absent+99" },
  { name: "PATH", value: "{hostile}/bin" },
];

const functions =
  "exec unset . [ test printf read mkdir mkfifo umask trap shift shopt export set command builtin " +
  "exchange make_journal";

/** Of bash and of POSIX shells. */
export const shell: readonly HostileVariable[] = [
  ...each("{hostile}/exit.sh", "BASH_ENV ENV"),
  { name: "SHELLOPTS", value: "errexit:nounset:noglob:noclobber:keyword:physical:posix:allexport" },
  { name: "SHELLOPTS of one command", value: "onecmd", survivable: "where sh is not bash" },
  { name: "SHELLOPTS of no command", value: "noexec", survivable: "where sh is not bash" },
  {
    name: "BASHOPTS",
    value: "failglob:nullglob:nocasematch:extdebug:compat31:lastpipe:localvar_inherit",
    noise: /^.*(bashdb|start debugger).*\n/gm,
  },
  ...functions.split(" ").map((name) => ({ name: `BASH_FUNC_${name}%%`, value: "() { builtin exit 1; }" })),
  {
    name: "BASH_FUNC_x%%",
    value: "() { :;}; exit 1",
    noise: /^.*: (warning: x|error importing|ignoring).*\n/gm,
  },
  { name: "IFS", value: "/:.=-0123456789abcdefghijklmnopqrstuvwxyz" },
  { name: "PS4", value: "$(exit 1)`exit 1`" },
  { name: "BASH_XTRACEFD", value: "1" },
  { name: "BASH_COMPAT", value: "31" },
  { name: "BASH_VERSION", value: "0" },
  { name: "BASH_ARGV0", value: "/absent" },
  { name: "FUNCNEST", value: "1" },
  { name: "TMOUT", value: "1" },
  { name: "OPTIND", value: "99" },
  { name: "LINENO", value: "x" },
  ...each("*", "EXECIGNORE GLOBIGNORE FIGNORE GLOBSORT"),
  ...each(
    "/absent",
    "CDPATH BASH_LOADABLES_PATH PWD OLDPWD SHELL BASH HISTFILE HOSTFILE INPUTRC MAIL MAILPATH FCEDIT",
    "EDITOR BASH_SOURCE",
  ),
  ...each(
    "exit 1",
    "PROMPT_COMMAND PS0 PS1 PS2 PS3 TIMEFORMAT BASH_COMMAND BASH_EXECUTION_STRING BASH_ALIASES",
    "BASH_CMDS BASH_TRAPSIG",
  ),
  ...each(
    "7",
    "BASHPID BASH_ARGC BASH_ARGV BASH_LINENO BASH_MONOSECONDS BASH_REMATCH BASH_SUBSHELL",
    "BASH_VERSINFO CHILD_MAX COLUMNS LINES",
    "COMP_CWORD COMP_KEY COMP_LINE COMP_POINT COMP_TYPE COMP_WORDBREAKS COMP_WORDS COMPREPLY COPROC",
    "DIRSTACK EMACS",
    "EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTCMD HISTCONTROL HISTFILESIZE HISTIGNORE",
    "HISTSIZE HISTTIMEFORMAT",
    "HOSTNAME HOSTTYPE IGNOREEOF INSIDE_EMACS MACHTYPE MAILCHECK MAPFILE OPTARG OPTERR OSTYPE",
    "PIPESTATUS PPID PROMPT_DIRTRIM",
    "RANDOM READLINE_ARGUMENT READLINE_LINE READLINE_MARK READLINE_POINT REPLY SECONDS SHLVL SRANDOM",
    "UID auto_resume histchars _",
  ),
  // What the launcher's own texts call theirs.
  ...each(
    "/absent",
    "root node api folder identifier answer started line names kept name image_path status program",
    "length can_rest resting",
  ),
];

/** Of Node, and of the libraries inside it. */
export const node: readonly HostileVariable[] = [
  { name: "NODE_OPTIONS", value: "--require {hostile}/exit.cjs" },
  { name: "NODE_CHANNEL_FD", value: "0" },
  { name: "NODE_CHANNEL_SERIALIZATION_MODE", value: "advanced" },
  { name: "NODE_UNIQUE_ID", value: "1" },
  { name: "NODE_DEBUG", value: "*" },
  { name: "NODE_DEBUG_NATIVE", value: "*" },
  { name: "NODE_ICU_DATA", value: "/absent" },
  ...each(
    "/absent/file",
    "NODE_EXTRA_CA_CERTS NODE_REDIRECT_WARNINGS NODE_REPL_EXTERNAL_MODULE NODE_REPL_HISTORY NODE_PATH",
  ),
  ...each("{hostile}/file", "NODE_COMPILE_CACHE NODE_V8_COVERAGE"),
  ...each(
    "1",
    "NODE_COMPILE_CACHE_PORTABLE NODE_DISABLE_COLORS NODE_DISABLE_COMPILE_CACHE NODE_NO_WARNINGS",
    "NODE_PENDING_DEPRECATION",
    "NODE_PENDING_PIPE_INSTANCES NODE_PRESERVE_SYMLINKS NODE_PRESERVE_SYMLINKS_MAIN",
    "NODE_SKIP_PLATFORM_CHECK NODE_TEST_WORKER_ID",
  ),
  ...each("1", "NODE_USE_ENV_PROXY NODE_USE_SYSTEM_CA WATCH_REPORT_DEPENDENCIES FORCE_COLOR NO_COLOR CI"),
  ...each("0", "NODE_TLS_REJECT_UNAUTHORIZED UV_THREADPOOL_SIZE"),
  { name: "NODE_REPL_MODE", value: "strict" },
  { name: "NODE_TEST_CONTEXT", value: "child-v8" },
  { name: "UV_USE_IO_URING", value: "1" },
  { name: "TERM", value: "dumb" },
  ...each("{hostile}/openssl.cnf", "OPENSSL_CONF OPENSSL_CONF_INCLUDE"),
  ...each(
    "/absent",
    "OPENSSL_ENGINES OPENSSL_MODULES SSL_CERT_DIR SSL_CERT_FILE SSLKEYLOGFILE RANDFILE CTLOG_FILE",
    "QLOGDIR ICU_DATA",
  ),
  ...each("/absent", "ICU_TIMEZONE_FILES_DIR"),
  ...each("~0:~0:~0:~0", "OPENSSL_ia32cap OPENSSL_armcap"),
  ...each("all", "OPENSSL_TRACE OSSL_QFILTER OPENSSL_WIN32_UTF8"),
  ...each("1@100", "OPENSSL_MALLOC_FAILURES OPENSSL_MALLOC_FD"),
  ...each("http://127.0.0.1:1", "http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY"),
  ...each("*", "no_proxy NO_PROXY"),
  ...each("/absent", "npm_config_node_options npm_config_prefix npm_config_cache npm_config_userconfig"),
];

/** Names that no shell takes for a variable's, and what is only large. */
export const odd: readonly HostileVariable[] = [
  { name: "a.b-c", value: "1" },
  { name: "1X", value: "1" },
  { name: "ÄÖ", value: "ü\u{1f600}" },
  { name: "LONG", value: "x".repeat(100_000) },
  { name: "NEWLINES", value: "a\nexport PATH=/absent\nNODE_OPTIONS=--bad\n" },
];

export const hostileVariables: readonly HostileVariable[] = [...loader, ...libc, ...shell, ...node, ...odd];

/** As a process gets it. */
export function hostileEnvironment(
  { name, value, beside = {} }: HostileVariable,
  folder: string,
): Record<string, string> {
  const set = { [name.replace(/ .*/, "")]: value, ...beside };
  return Object.fromEntries(
    Object.entries(set).map(([key, text]) => [key, text.replaceAll("{hostile}", folder)]),
  );
}

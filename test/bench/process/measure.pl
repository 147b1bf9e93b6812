# Runs a command and reports on file descriptor 3 what it cost: first "PID START", then "STATUS END USER_US SYSTEM_US MAX_RSS_KB".
#
# Why perl: Node cannot ask for what a child has used, a shell's `times` and perl's own count in ticks of 10 ms, and /proc/PID/stat does too.
# getrusage(RUSAGE_CHILDREN) has microseconds, includes threads that ended before the process, and perl-base, which is on every Debian, can call
# it by number. This process has one child only, so the sum is the child's (and that of its own children that it waited for).
use strict;
use warnings;

my %numbers = (x64 => [98, 228], arm64 => [165, 113]);
my $arch = shift @ARGV;
my ($getrusage, $clock_gettime) = @{ $numbers{$arch} or die "no system call numbers for $arch\n" };
my ($children, $monotonic) = (-1, 1);

# CLOCK_MONOTONIC in nanoseconds: what Node's process.hrtime counts from as well.
sub now {
  my $time = "\0" x 16;
  syscall($clock_gettime, $monotonic, $time);
  my ($seconds, $nanoseconds) = unpack("q2", $time);
  return $seconds * 1_000_000_000 + $nanoseconds;
}

open(my $report, ">&=", 3) or die "file descriptor 3: $!\n";
my $start = now();
my $pid = fork();
die "fork: $!\n" unless defined $pid;
if ($pid == 0) {
  close($report);
  exec { $ARGV[0] } @ARGV or do { require POSIX; POSIX::_exit(127) };
}
syswrite($report, "$pid $start\n");
waitpid($pid, 0);
my $status = $?;
my $end = now();
my $usage = "\0" x 144;
syscall($getrusage, $children, $usage);
my ($user_s, $user_us, $system_s, $system_us, $max_rss) = unpack("q5", $usage);
syswrite($report, join(" ", $status, $end, $user_s * 1_000_000 + $user_us, $system_s * 1_000_000 + $system_us, $max_rss) . "\n");

// Becomes the program, with no shell to fall back to: where the kernel refuses it, Node prints the errno's
// name and aborts.
process.execve(process.argv[2], [process.argv[2], "--version"], {});

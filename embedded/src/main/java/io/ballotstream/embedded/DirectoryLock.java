package io.ballotstream.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Marks a directory as in use by this process: an exclusive lock on a file in it, which the operating system
 * releases when the process ends, however it ends.
 */
final class DirectoryLock implements AutoCloseable {

    // Closing any channel on a file drops every lock the process has on it (POSIX), so a file that is locked by this
    // process must not even be opened again to see whether it is locked.
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;

    private DirectoryLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Locks the file, creating it if need be; empty if a live process holds it, or if its holder deleted it meanwhile.
     *
     * @throws IOException if the file cannot be opened, say because its directory is gone
     */
    static Optional<DirectoryLock> tryAcquire(Path file) throws IOException {
        Path key = file.getParent().toRealPath().resolve(file.getFileName());
        if (!HELD_BY_THIS_PROCESS.add(key)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null && Files.exists(key)) {
                return Optional.of(new DirectoryLock(key, channel));
            }
        } catch (IOException | RuntimeException failure) {
            release(key, channel);
            throw failure;
        }
        release(key, channel);
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        release(key, channel);
    }

    private static void release(Path key, FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD_BY_THIS_PROCESS.remove(key);
        }
    }
}

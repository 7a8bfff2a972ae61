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
 * Marks a directory as in use by this process, with an exclusive lock on a file in it. The operating system releases
 * the lock when the process ends, even if it is killed.
 */
final class DirectoryLock implements AutoCloseable {

    // In POSIX, closing any channel on a file releases all locks that the process holds on it. So this process must not
    // open a file again that it has locked, not even to check the lock.
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;

    private DirectoryLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Locks the file. Creates it if it does not exist.
     *
     * @return empty if a live process holds the lock, or if the previous holder has deleted the file
     * @throws IOException if the file cannot be opened, for example because its directory does not exist
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

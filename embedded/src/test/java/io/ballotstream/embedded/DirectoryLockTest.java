package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

    @TempDir
    Path directory;

    @Test
    void heldLockCannotBeAcquired() throws Exception {
        Path file = directory.resolve("lock");
        DirectoryLock first = DirectoryLock.tryAcquire(file).orElseThrow();

        assertThat(DirectoryLock.tryAcquire(file)).isEmpty();

        first.close();
    }

    @Test
    void releasedLockCanBeAcquired() throws Exception {
        Path file = directory.resolve("lock");
        DirectoryLock.tryAcquire(file).orElseThrow().close();

        try (DirectoryLock second = DirectoryLock.tryAcquire(file).orElseThrow()) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    void failedAcquisitionDoesNotReleaseTheHeldLock() throws Exception {
        Path file = directory.resolve("lock");
        try (DirectoryLock held = DirectoryLock.tryAcquire(file).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(DirectoryLock.tryAcquire(file)).isEmpty();

            assertThat(ChildProgram.run(LockProbe.class, file.toString())).isEqualTo("held by another process");
        }
        assertThat(ChildProgram.run(LockProbe.class, file.toString())).isEqualTo("free");
    }

    @Test
    void lockInAMissingDirectoryFails() {
        Path file = directory.resolve("missing").resolve("lock");

        assertThatThrownBy(() -> DirectoryLock.tryAcquire(file)).isInstanceOf(NoSuchFileException.class);
    }

    /** Checks from another process whether a lock is free. */
    static final class LockProbe {

        public static void main(String[] arguments) throws Exception {
            try (DirectoryLock lock =
                    DirectoryLock.tryAcquire(Path.of(arguments[0])).orElse(null)) {
                System.out.println(lock == null ? "held by another process" : "free");
            }
        }
    }
}

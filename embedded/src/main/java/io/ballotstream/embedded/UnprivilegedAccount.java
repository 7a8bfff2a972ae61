package io.ballotstream.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who PostgreSQL's programs run as, since they refuse to run as root, or as a user without a name: the user of this
 * process if that is neither; else the same user in a user namespace of its own, where he is named {@code nobody} and has
 * no rights beyond his files; else, for root where namespaces are forbidden (as in many containers), the account
 * {@code nobody}.
 */
final class UnprivilegedAccount {

    private static final String NOBODY = "nobody";
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> IN_NAMESPACE = List.of("unshare", "-U", "true");

    private final List<String> launcher;
    private final Optional<String> account;

    private UnprivilegedAccount(List<String> launcher, Optional<String> account) {
        this.launcher = launcher;
        this.account = account;
    }

    /**
     * Chooses the account.
     *
     * @param ownDirectory a directory that this process has created: its owner tells who the process runs as
     * @throws ServiceStartException if the user has no name, as in a container that runs as any number, and may not have
     *     one in a namespace either
     */
    static UnprivilegedAccount choose(Path ownDirectory) throws IOException, InterruptedException {
        Object user = Files.getAttribute(ownDirectory, "unix:uid");
        if (user.equals(0)) {
            return succeeds(IN_NAMESPACE) ? inNamespace() : nobody();
        }
        // Java names an owner who has no name by his number.
        if (!Files.getOwner(ownDirectory).getName().equals(user.toString())) {
            return currentUser();
        }
        if (succeeds(IN_NAMESPACE)) {
            return inNamespace();
        }
        throw new ServiceStartException("PostgreSQL runs only as a user who has a name, but user " + user
                + " has none here, and user namespaces are forbidden: add the user to /etc/passwd.");
    }

    static UnprivilegedAccount currentUser() {
        return new UnprivilegedAccount(List.of(), Optional.empty());
    }

    static UnprivilegedAccount inNamespace() {
        return new UnprivilegedAccount(NAMESPACE, Optional.empty());
    }

    static UnprivilegedAccount nobody() {
        return new UnprivilegedAccount(
                List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", NOBODY), Optional.of(NOBODY));
    }

    /** The command as this account would run it. */
    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(launcher);
        whole.addAll(command);
        return whole;
    }

    /**
     * Gives the directory and all in it to the account.
     *
     * @param directory directly in a directory of this process, which is opened for passing through
     * @throws ServiceStartException if the account cannot get there, because a directory further up is closed to it
     */
    void own(Path directory) throws IOException, InterruptedException {
        if (account.isEmpty()) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory.getParent());
        permissions.add(PosixFilePermission.GROUP_EXECUTE);
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(directory.getParent(), permissions);

        UserPrincipal owner =
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account.get());
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(visited, owner);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    Files.setOwner(file, owner);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        if (!succeeds(command(List.of("test", "-w", directory.toString())))) {
            throw new ServiceStartException("PostgreSQL cannot run as root here, and the account " + account.get()
                    + " cannot enter " + directory.getParent() + ": use a directory that is open to it (--keep, or"
                    + " TMPDIR), or a user other than root.");
        }
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}

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
 * The account that runs PostgreSQL's programs. They refuse to run as root or as a user without a name. The choice is:
 *
 * <ol>
 *   <li>the user of this process, if the user is not root and has a name;
 * <li>otherwise the same user in a new user namespace, where the user is named {@code nobody} and has no rights other
 * than those to the user's own files;
 *   <li>for root, if namespaces are forbidden (as in many containers), the account {@code nobody}.
 * </ol>
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
     * @param ownDirectory a directory that this process has created; its owner is the user of this process
     * @throws ServiceStartException if the user has no name (as in a container that runs with an arbitrary user id) and
     *     user namespaces are forbidden
     */
    static UnprivilegedAccount choose(Path ownDirectory) throws IOException, InterruptedException {
        Object user = Files.getAttribute(ownDirectory, "unix:uid");
        if (user.equals(0)) {
            return succeeds(IN_NAMESPACE) ? inNamespace() : nobody();
        }
        // For an owner without a name, Java returns the number as the name.
        if (!Files.getOwner(ownDirectory).getName().equals(user.toString())) {
            return currentUser();
        }
        if (succeeds(IN_NAMESPACE)) {
            return inNamespace();
        }
        throw new ServiceStartException("PostgreSQL needs a user with a name, but user " + user
                + " has none, and user namespaces are forbidden. Add the user to /etc/passwd.");
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

    /** The command line that runs the command as this account. */
    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(launcher);
        whole.addAll(command);
        return whole;
    }

    /**
     * Makes the account the owner of the directory and its content.
     *
     * @param directory directly below a directory of this process, which becomes accessible for all users
     * @throws ServiceStartException if the account cannot enter a directory further up
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
            throw new ServiceStartException("PostgreSQL cannot run as root, and the account " + account.get()
                    + " cannot enter " + directory.getParent() + ". Set --keep or TMPDIR to a directory that all users"
                    + " can enter, or run as another user than root.");
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

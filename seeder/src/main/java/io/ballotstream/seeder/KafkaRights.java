package io.ballotstream.seeder;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.publishing.VoterPublisher;
import io.ballotstream.store.Connections;
import io.ballotstream.store.kafka.KafkaFailure;
import io.ballotstream.store.kafka.KafkaLogin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The Kafka users of seeder, jobs and audit, and their ACLs. Nobody else can read voters, write to a topic of the
 * election, or keep a transaction open on one.
 */
public final class KafkaRights {
    private static final int SCRAM_ITERATIONS = 4096;

    private KafkaRights() {}

    /** A program that logs in to Kafka. */
    enum Login {
        SEEDER,
        JOBS,
        AUDIT;

        String user() {
            return "ballotstream-" + name().toLowerCase(Locale.ROOT);
        }

        /** The environment variable with the password; with the suffix {@code _FILE}, the file that contains it. */
        String variable() {
            return "BALLOTSTREAM_KAFKA_" + name() + "_PASSWORD";
        }
    }

    /**
     * Creates the users with their passwords and rights. Idempotent.
     *
     * @param kafka brokers, with a user who can create users and ACLs
     * @param environment contains the passwords
     * @throws BadInputException if a password is missing
     * @throws io.ballotstream.model.ServiceFailedException if Kafka fails
     * @throws InterruptedException if the thread is interrupted while it waits for Kafka
     */
    public static void grant(String kafka, Connections environment) throws InterruptedException {
        List<UserScramCredentialAlteration> credentials = new ArrayList<>();
        List<AclBinding> rights = new ArrayList<>();
        for (Login login : Login.values()) {
            credentials.add(new UserScramCredentialUpsertion(
                    login.user(),
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
                    password(login, environment)));
            rights.addAll(rights(login));
        }
        try (Admin admin = Admin.create(KafkaLogin.settings(kafka))) {
            admin.createAcls(rights).all().get();
            admin.alterUserScramCredentials(credentials).all().get();
        } catch (ExecutionException e) {
            throw KafkaFailure.of(kafka, e.getCause());
        } catch (KafkaException e) {
            throw KafkaFailure.of(kafka, e);
        }
    }

    private static String password(Login login, Connections environment) {
        try {
            String password = environment.secret(login.variable());
            if (password == null) {
                throw new BadInputException(
                        login.variable() + " or " + login.variable() + "_FILE must contain the password of the user.");
            }
            return password;
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    static List<AclBinding> rights(Login login) {
        Rights rights = new Rights(login);
        switch (login) {
            case SEEDER -> {
                rights.onTopics(Topics.all(), CREATE, DELETE, DESCRIBE, READ);
                rights.onTopics(List.of(Topics.VOTERS), WRITE);
                rights.on(ResourceType.TRANSACTIONAL_ID, PatternType.LITERAL, VoterPublisher.TRANSACTIONAL_ID, WRITE);
                rights.onJobs(ResourceType.GROUP, DESCRIBE, DELETE);
            }
            case JOBS -> {
                rights.onTopics(Topics.all(), DESCRIBE, READ);
                rights.onTopics(
                        Topics.all().stream()
                                .filter(topic -> !topic.equals(Topics.VOTERS))
                                .toList(),
                        WRITE);
                rights.onJobs(ResourceType.TRANSACTIONAL_ID, DESCRIBE, WRITE);
                rights.onJobs(ResourceType.GROUP, DESCRIBE, READ);
            }
            case AUDIT -> {
                rights.onTopics(Topics.all(), DESCRIBE, READ);
                rights.onJobs(ResourceType.GROUP, DESCRIBE);
            }
        }
        return rights.bindings;
    }

    /** The ACLs of one user, from any host. */
    private static final class Rights {
        private final String principal;
        private final List<AclBinding> bindings = new ArrayList<>();

        Rights(Login login) {
            this.principal = "User:" + login.user();
        }

        void onTopics(List<String> topics, AclOperation... operations) {
            topics.forEach(topic -> on(ResourceType.TOPIC, PatternType.LITERAL, topic, operations));
        }

        /** The names of the jobs' consumer groups and transactional ids begin with the names of the jobs. */
        void onJobs(ResourceType type, AclOperation... operations) {
            for (String job : List.of(Jobs.CASTING, Jobs.TALLY)) {
                on(type, PatternType.PREFIXED, job, operations);
            }
        }

        void on(ResourceType type, PatternType pattern, String name, AclOperation... operations) {
            for (AclOperation operation : operations) {
                bindings.add(new AclBinding(
                        new ResourcePattern(type, name, pattern),
                        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
            }
        }
    }
}

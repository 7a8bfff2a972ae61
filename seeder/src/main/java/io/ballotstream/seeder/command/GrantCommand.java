package io.ballotstream.seeder.command;

import io.ballotstream.model.ExitCode;
import io.ballotstream.seeder.KafkaRights;
import io.ballotstream.store.ConnectionOptions;
import io.ballotstream.store.Connections;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ballotstream grant}: creates the Kafka users of seeder, jobs and audit in a Kafka cluster with logins. */
@Command(
        name = "grant",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Creates the Kafka users of seeder, jobs and audit, each with the rights that it needs. Their passwords"
                        + " are in BALLOTSTREAM_KAFKA_SEEDER_PASSWORD, …_JOBS_PASSWORD and …_AUDIT_PASSWORD, or in the files"
                        + " that these variables with the suffix _FILE name.")
public final class GrantCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions services;

    @Spec
    private CommandSpec spec;

    private final Connections environment;

    /**
     * Creates a command, whose options picocli fills.
     *
     * @param environment contains the address and the passwords
     */
    public GrantCommand(Connections environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        String kafka = services.kafka(environment);
        KafkaRights.grant(kafka, environment);
        spec.commandLine().getOut().println("Kafka at " + kafka + " has the users of seeder, jobs and audit.");
        return ExitCode.DONE;
    }
}

package io.ballotstream.cli.drill;

import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.ServiceStartException;
import io.ballotstream.model.ServiceFailedException;
import java.util.List;

/** PostgreSQL: its main process and one process for each connection. */
record PostgresService(EmbeddedPostgresServer server) implements Service {
    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<ProcessHandle> processes() {
        return server.processes();
    }

    @Override
    public void restart() throws InterruptedException {
        try {
            server.restart();
        } catch (ServiceStartException failure) {
            throw new ServiceFailedException(failure.getMessage(), failure);
        }
    }
}

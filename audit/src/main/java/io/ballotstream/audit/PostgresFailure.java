package io.ballotstream.audit;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.PostgresAddress;
import java.sql.SQLException;

/** Describes a failure of PostgreSQL in one sentence, without the password. */
final class PostgresFailure {
    private static final String UNREACHABLE = "08001";
    private static final String NO_SUCH_TABLE = "42P01";

    private PostgresFailure() {}

    static ServiceFailedException of(PostgresAddress postgres, SQLException failure) {
        String state = failure.getSQLState();
        if (UNREACHABLE.equals(state)) {
            return new ServiceFailedException("PostgreSQL at " + postgres + " cannot be reached.", failure);
        }
        if (NO_SUCH_TABLE.equals(state)) {
            return new ServiceFailedException(
                    "PostgreSQL at " + postgres
                            + " does not contain Ballotstream's tables: create them with `ballotstream seed`.",
                    failure);
        }
        String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return new ServiceFailedException("PostgreSQL at " + postgres + " failed: " + reason, failure);
    }

    static ServiceFailedException noElection(PostgresAddress postgres) {
        return new ServiceFailedException(
                "PostgreSQL at " + postgres + " contains no election: create one with `ballotstream seed`.");
    }
}

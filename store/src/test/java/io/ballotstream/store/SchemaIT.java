package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.PostgresDatabase;
import io.ballotstream.model.ServiceFailedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

class SchemaIT {
    private static final String PASSWORD = "test";
    private static final String LIMIT_EXCEEDED = "53400";
    private static final String NO_PERMISSION = "42501";
    private static final String NO_WRITING = "25006";

    private static EmbeddedPostgresServer server;
    private static PostgresAddress owner;
    private static PostgresAddress reader;
    private static PostgresAddress writer;

    @BeforeAll
    static void migrate() throws Exception {
        server = SharedPostgres.server();
        PostgresDatabase database = server.createDatabase("schema");
        owner = as(database, server.user(), server.password());
        reader = as(database, Schema.READER, PASSWORD);
        writer = as(database, Schema.WRITER, PASSWORD);
        Schema.migrate(owner);
        try (Connection connection = owner.connect()) {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            postgres.alterUserPassword(Schema.READER, PASSWORD.toCharArray(), "scram-sha-256");
            postgres.alterUserPassword(Schema.WRITER, PASSWORD.toCharArray(), "scram-sha-256");
        }
    }

    @Test
    void failedMigrationReportsTheServersError() throws SQLException {
        execute(owner, "CREATE ROLE stranger LOGIN PASSWORD 'test'");
        try {
            PostgresAddress stranger = as(server.createDatabase("elsewhere"), "stranger", PASSWORD);

            assertThatThrownBy(() -> Schema.migrate(stranger))
                    .isExactlyInstanceOf(ServiceFailedException.class)
                    .hasMessage("The tables cannot be created or upgraded in " + stranger
                            + ": ERROR: permission denied for function pg_try_advisory_xact_lock"
                            + " (the role must own the database and have CREATEROLE).");
        } finally {
            execute(owner, "DROP ROLE stranger");
        }
    }

    @Test
    void migrationOfReadOnlyDatabaseReportsThatItIsReadOnly() throws SQLException {
        PostgresDatabase readOnly = server.createDatabase("readonly");
        PostgresAddress address = as(readOnly, server.user(), server.password());
        execute(address, "ALTER DATABASE readonly SET default_transaction_read_only = on");

        assertThatThrownBy(() -> Schema.migrate(address))
                .isExactlyInstanceOf(ServiceFailedException.class)
                .hasMessageContaining("in a read-only transaction")
                .hasMessageNotContaining("\n");
    }

    private static PostgresAddress as(PostgresDatabase database, String user, String password) {
        return new PostgresAddress(database.jdbcUrl(), user, password);
    }

    @BeforeEach
    void emptyTables() throws SQLException {
        execute(
                owner,
                "TRUNCATE election, candidates, locations, voters, ballot_plan, seeding_manifest, votes, "
                        + "votes_per_candidate, turnout_by_location, candidate_totals, location_totals, votes_per_party, party_totals, late_votes, "
                        + "rejected_records, audit_results, job_runs");
    }

    @Test
    void migratingAgainChangesNothing() throws SQLException {
        seedElection();

        Schema.migrate(owner);

        assertThat(rows(owner, "SELECT name FROM election")).containsExactly("Rehearsal");
    }

    @Test
    void secondDatabaseOfTheServerUsesTheExistingRoles() throws SQLException {
        PostgresAddress another = as(server.createDatabase("another"), server.user(), server.password());

        Schema.migrate(another);

        assertThat(rows(another, "SELECT has_table_privilege('ballotstream_reader', 'standings', 'SELECT')"))
                .containsExactly("t");
    }

    @Test
    void viewsAreEmptyBeforeTheElectionIsSeeded() throws SQLException {
        for (String view : List.of(
                "standings",
                "location_races",
                "tally_window",
                "reconciliation",
                "election_status",
                "location_leads",
                "seats",
                "party_marks")) {
            assertThat(rows(reader, "SELECT * FROM " + view)).as(view).isEmpty();
        }
    }

    @Test
    void viewsShowZerosBeforeTheFirstVote() throws SQLException {
        seedElection();

        assertThat(rows(reader, "SELECT rank, candidate_id, votes, share, lead, as_of FROM standings ORDER BY rank"))
                .containsExactly("1|c1|0|0|0|null", "2|c2|0|0|0|null", "3|c3|0|0|0|null");
        assertThat(rows(
                        reader,
                        "SELECT location, eligible_voters, votes, turnout, in_front, leader_share "
                                + "FROM location_races ORDER BY location"))
                .containsExactly("Nowhere|null|0|null|none|0", "Ohio|200|0|0|none|0", "Utah|0|0|null|none|0");
        assertThat(rows(reader, "SELECT * FROM election_status")).containsExactly("Rehearsal|10|3|0|0|0|f|null|null");
    }

    @Test
    void standingsRankByVotesThenByBallotNumber() throws SQLException {
        seedElection();
        execute(
                writer,
                "INSERT INTO candidate_totals (candidate_id, votes, as_of) VALUES ('c1', 2, 'epoch'), "
                        + "('c2', 4, '1970-01-02 00:00+00'), ('c3', 2, 'epoch')");

        assertThat(rows(
                        reader,
                        "SELECT rank, candidate_id, candidate_name, party_affiliation, photo_url, color, votes, "
                                + "share, lead, extract(epoch FROM as_of)::int FROM standings ORDER BY rank"))
                .containsExactly(
                        "1|c2|Bob|Blues|https://example.com/bob.jpg|#2563eb|4|0.5|2|86400",
                        "2|c1|Ada|Reds|null|#dc2626|2|0.25|-2|0",
                        "3|c3|Ada|Greens|null|#16a34a|2|0.25|-2|0");
    }

    @Test
    void leadOfTiedCandidatesIsZero() throws SQLException {
        seedElection();
        execute(
                writer,
                "INSERT INTO candidate_totals (candidate_id, votes, as_of) VALUES ('c2', 4, now()), ('c3', 4, now())");

        assertThat(rows(reader, "SELECT candidate_id, lead FROM standings ORDER BY rank"))
                .containsExactly("c2|0", "c3|0", "c1|-4");
    }

    @Test
    void onlyCandidateLeadsByAllVotes() throws SQLException {
        execute(
                owner,
                "INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, color, ballot_no) "
                        + "VALUES ('c1', 'Ada', 'Reds', '#dc2626', 1)");
        execute(writer, "INSERT INTO candidate_totals (candidate_id, votes, as_of) VALUES ('c1', 4, now())");

        assertThat(rows(reader, "SELECT rank, votes, share, lead FROM standings"))
                .containsExactly("1|4|1|4");
    }

    @Test
    void locationRacesShowTheLeaderOfEachLocation() throws SQLException {
        seedElection();
        execute(
                writer,
                "INSERT INTO location_totals (location, candidate_id, votes, as_of) VALUES ('Ohio', 'c1', 10, 'epoch'), "
                        + "('Ohio', 'c2', 30, '1970-01-02 00:00+00'), ('Ohio', 'c3', 10, 'epoch'), "
                        + "('Nowhere', 'c3', 2, 'epoch'), ('Nowhere', 'c2', 2, 'epoch'), ('Utah', 'c1', 0, 'epoch')");

        assertThat(rows(
                        reader,
                        "SELECT location, latitude, longitude, eligible_voters, votes, turnout, in_front, leader_share "
                                + "FROM location_races ORDER BY location"))
                .containsExactly(
                        "Nowhere|null|null|null|4|null|tied|0.5",
                        "Ohio|40.25|-82.75|200|50|0.25|c2|0.6",
                        "Utah|39.5|-111.5|0|0|null|none|0");
    }

    @Test
    void leaderOfALocationLeadsItsSeatsUnlessTied() throws SQLException {
        seedElection();
        execute(
                owner,
                "UPDATE election SET contest = 'location', voters = 300",
                "UPDATE locations SET seats = 5 WHERE location = 'Ohio'",
                "INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, color, ballot_no)"
                        + " VALUES ('c4', 'Cid', 'Blues', '#2563eb', 4), ('c5', 'Dee', '', '#8c939d', 5)");
        execute(
                writer,
                "INSERT INTO location_totals (location, candidate_id, votes, as_of) VALUES ('Ohio', 'c1', 10, 'epoch'), "
                        + "('Ohio', 'c2', 40, 'epoch'), ('Nowhere', 'c3', 2, 'epoch'), ('Nowhere', 'c4', 2, 'epoch')",
                "INSERT INTO party_totals (party, votes, as_of)"
                        + " VALUES ('Reds', 10, 'epoch'), ('Blues', 42, 'epoch'), ('Greens', 2, 'epoch')");

        assertThat(rows(reader, "SELECT * FROM seats s ORDER BY s.leading DESC, votes DESC"))
                .containsExactly(
                        "Blues|5|0|42|0.7777777777777778",
                        "Reds|0|0|10|0.18518518518518517",
                        "Greens|0|0|2|0.037037037037037035",
                        "|0|0|0|0");
        assertThat(rows(reader, "SELECT * FROM location_leads ORDER BY location"))
                .containsExactly(
                        "Nowhere|1|4|null|0|null|f|null", "Ohio|5|50|c2|30|150|f|c1", "Utah|1|0|null|0|0|f|null");
        assertThat(rows(reader, "SELECT party, is_party, label, color FROM party_marks ORDER BY ballot_no"))
                .containsExactly(
                        "Reds|t|Reds|#dc2626",
                        "Blues|t|Blues|#2563eb",
                        "Greens|t|Greens|#16a34a",
                        "|f|No party|#8c939d");
    }

    @ParameterizedTest
    @CsvSource({
        // 150 of 200 votes are counted, so fifty may follow.
        "101, 49, 200, 1",
        "99, 51, 200, 0",
        "100, 50, 200, 0",
        "100, 49, 200, 0",
        "102, 50, 200, 1",
        "102, 50, , 0",
    })
    void locationIsDecidedWhenRemainingVotesCannotChangeTheLeader(
            long first, long second, Long eligible, long aheadForGood) throws SQLException {
        seedElection();
        execute(
                owner,
                "UPDATE election SET contest = 'location', voters = 1000",
                "UPDATE locations SET eligible_voters = " + eligible + " WHERE location = 'Ohio'");
        execute(
                writer,
                "INSERT INTO location_totals (location, candidate_id, votes, as_of) VALUES ('Ohio', 'c1', " + first
                        + ", 'epoch'), ('Ohio', 'c2', " + second + ", 'epoch')");

        assertThat(rows(reader, "SELECT s.leading, ahead_for_good FROM seats s WHERE party = 'Reds'"))
                .containsExactly("1|" + aheadForGood);
    }

    @Test
    void everyLeadIsDecidedWhenTheElectionIsComplete() throws SQLException {
        seedElection();
        execute(owner, "UPDATE election SET contest = 'location'");
        execute(
                writer,
                "INSERT INTO location_totals (location, candidate_id, votes, as_of)"
                        + " VALUES ('Nowhere', 'c1', 5, 'epoch'), ('Ohio', 'c2', 2, 'epoch'), ('Ohio', 'c3', 2, 'epoch')");
        assertThat(rows(reader, "SELECT sum(s.leading), sum(ahead_for_good) FROM seats s"))
                .containsExactly("1|0");

        execute(writer, "INSERT INTO late_votes VALUES (repeat('f', 32), 'c1', 'Ohio', 'epoch', 'epoch')");
        assertThat(rows(reader, "SELECT sum(s.leading), sum(ahead_for_good) FROM seats s"))
                .containsExactly("1|1");
    }

    @Test
    void electionWithOneRaceHasNoSeats() throws SQLException {
        seedElection();
        execute(
                writer,
                "INSERT INTO location_totals (location, candidate_id, votes, as_of) VALUES ('Ohio', 'c1', 10, 'epoch')");

        assertThat(rows(reader, "SELECT * FROM seats")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10 s, 1, 10",
        "10 s, 10000, 10",
        "10 s, 10001, 20",
        "30 s, 20000, 30",
        "7 s, 10000, 14",
        "250 ms, 600, 0.75"
    })
    void stepOfTheTimeAxisIsAWholeNumberOfWindows(String window, long stepMillis, double seconds) throws SQLException {
        execute(
                writer,
                "INSERT INTO votes_per_candidate (window_start, candidate_id, window_end, votes) "
                        + "VALUES ('1970-01-02 00:00+00', 'c1', '1970-01-02 00:00+00'::timestamptz + interval '"
                        + window + "', 1), "
                        + "('1970-01-01 00:00+00', 'c1', '1970-01-01 00:01+00', 1)");

        assertThat(rows(
                        reader,
                        "SELECT size = interval '" + window + "', whole_windows(" + stepMillis + ") = "
                                + "make_interval(secs => " + seconds + ") FROM tally_window"))
                .containsExactly("t|t");
    }

    @Test
    void stepIsAWholeNumberOfSecondsBeforeTheFirstVote() throws SQLException {
        assertThat(rows(reader, "SELECT whole_windows(1), whole_windows(1500)")).containsExactly("00:00:01|00:00:02");
    }

    @Test
    void textIsReadableOnTheBackdropOfAnyColour() throws SQLException {
        // Grafana's two text colours, and its rule for choosing one.
        assertThat(rows(reader, """
                SELECT count(*), count(*) FILTER (WHERE contrast < 4.5)
                FROM (SELECT (greatest(luminance(shade), luminance(text)) + 0.05)
                             / (least(luminance(shade), luminance(text)) + 0.05) AS contrast
                      FROM (SELECT shade, CASE WHEN brightness(shade) > 180 THEN '#202226' ELSE '#f7f8fa' END AS text
                            FROM (SELECT backdrop('#' || lpad(to_hex(red * 65536 + green * 256 + blue), 6, '0')) AS shade
                                  FROM generate_series(0, 255, 17) red, generate_series(0, 255, 17) green,
                                       generate_series(0, 255, 17) blue) shades) texts) contrasts
                """)).containsExactly("4096|0");
    }

    @ParameterizedTest
    @CsvSource({"#2563eb, #2563eb", "#f2c230, #f2c230", "#9ccc3c, #a7d151", "#8e8e8e, #6f6f6f"})
    void backdropIsTheColourItselfOrAShadeOfIt(String color, String backdrop) throws SQLException {
        assertThat(rows(reader, "SELECT backdrop('" + color + "')")).containsExactly(backdrop);
    }

    @ParameterizedTest
    @CsvSource({"#3b82f6, white", "#f2c230, black"})
    void initialsAreBlackOnALightColourAndWhiteOnADarkOne(String color, String ink) throws SQLException {
        assertThat(rows(reader, "SELECT portrait(NULL, 'Ann', '" + color + "') LIKE '%fill=''" + ink + "''%'"))
                .containsExactly("t");
    }

    @Test
    void votingBeginsWithTheFirstWindow() throws SQLException {
        assertThat(rows(reader, "SELECT * FROM voting")).containsExactly("null|null");
        execute(
                writer,
                "INSERT INTO votes_per_candidate (window_start, candidate_id, window_end, votes) VALUES "
                        + "('1970-01-02 00:00+00', 'c1', '1970-01-02 00:01+00', 1), "
                        + "('1970-01-01 00:00+00', 'c1', '1970-01-01 00:01+00', 1)");
        execute(
                writer,
                "INSERT INTO candidate_totals (candidate_id, votes, as_of) VALUES ('c1', 2, '1970-01-02 00:00:07+00')");

        assertThat(rows(
                        reader,
                        "SELECT extract(epoch FROM began)::int, extract(epoch FROM newest_vote)::int FROM voting"))
                .containsExactly("0|86407");
    }

    @Test
    void reconciliationIsTheNewestAudit() throws SQLException {
        execute(
                owner,
                "INSERT INTO audit_results VALUES ('2026-01-01 00:00+00', 'R1', 'a', 1, 'b', 2, -1, false), "
                        + "('2026-01-02 00:00+00', 'R1', 'a', 2, 'b', 2, 0, true), "
                        + "('2026-01-02 00:00+00', 'R4', 'c', 3, 'd', 3, 0, true)");

        assertThat(rows(
                        reader,
                        "SELECT rule, left_name, left_value, right_name, right_value, difference, holds "
                                + "FROM reconciliation ORDER BY rule"))
                .containsExactly("R1|a|2|b|2|0|t", "R4|c|3|d|3|0|t");
    }

    @Test
    void electionIsCompleteWhenEveryVoterIsCountedOrLate() throws SQLException {
        seedElection();
        execute(
                writer,
                "INSERT INTO candidate_totals (candidate_id, votes, as_of) VALUES ('c1', 5, 'epoch'), ('c2', 4, 'epoch')");
        execute(
                writer,
                "INSERT INTO rejected_records VALUES ('voters_topic', 0, 7, 'NOT_JSON', 'It is not.', 'x', now())");
        assertThat(rows(reader, "SELECT counted, late, rejected, complete FROM election_status"))
                .containsExactly("9|0|1|f");

        execute(writer, "INSERT INTO late_votes VALUES ('x', 'c1', 'Ohio', 'epoch', now())");

        assertThat(rows(reader, "SELECT counted, late, rejected, complete FROM election_status"))
                .containsExactly("9|1|1|t");
    }

    @Test
    void secondElectionIsRefused() throws SQLException {
        seedElection();

        assertRefused(
                owner,
                "INSERT INTO election SELECT 'other', name, salt, seed, scale, voters, voting_age FROM election",
                "23505");
    }

    @Test
    void singleCoordinateIsRefused() {
        assertRefused(owner, "INSERT INTO locations VALUES ('Half', 1, NULL, NULL)", "23514");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "candidates",
                "locations",
                "seeding_manifest",
                "votes_per_candidate",
                "turnout_by_location",
                "candidate_totals",
                "location_totals",
                "late_votes",
                "audit_results",
                "job_runs",
                "standings",
                "location_races",
                "tally_window",
                "reconciliation",
                "election_status",
                "party_totals",
                "votes_per_party",
                "location_leads",
                "seats",
                "party_marks"
            })
    void readerReadsResults(String table) throws SQLException {
        assertThat(rows(reader, "SELECT * FROM " + table)).isEmpty();
    }

    @Test
    void readerReadsPublicColumnsOfElectionAndRejectedRecords() throws SQLException {
        seedElection();
        execute(
                writer,
                "INSERT INTO rejected_records VALUES ('voters_topic', 0, 7, 'NOT_JSON', 'It is not.', 'x', 'epoch')");

        assertThat(rows(
                        reader,
                        "SELECT election_id, name, scale, voters, voting_age, results_sha256, contest FROM election"))
                .containsExactly("e1|Rehearsal|1|10|18|null|nation");
        assertThat(rows(reader, "SELECT topic, kafka_partition, kafka_offset, reason, detail FROM rejected_records"))
                .containsExactly("voters_topic|0|7|NOT_JSON|It is not.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT FROM voters",
                "SELECT count(*) FROM voters",
                "SELECT FROM votes",
                "SELECT count(*) FROM votes",
                "SELECT FROM ballot_plan",
                "SELECT payload FROM rejected_records",
                "SELECT rejected_records FROM rejected_records",
                "SELECT FROM rejected_records WHERE payload IS NULL",
                "SELECT salt FROM election",
                "SELECT seed FROM election",
                "SELECT * FROM election",
                "SELECT FROM election ORDER BY salt",
                "SELECT to_jsonb(election) FROM election",
                "TABLE flyway_schema_history",
                "TABLE job_locks",
                "TABLE seeder_locks",
                "SELECT rolpassword FROM pg_authid",
                "SET ROLE ballotstream",
                "SET ROLE ballotstream_writer",
                "COPY candidates TO PROGRAM 'cat'",
            })
    void readerCannotReadPersonalDataOrSecrets(String sql) {
        assertRefused(reader, sql, NO_PERMISSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM candidate_totals",
                "UPDATE candidates SET color = '#000000'",
                "INSERT INTO late_votes VALUES ('x', 'c1', 'Ohio', now(), now())",
                "TRUNCATE late_votes",
                "CREATE TABLE mine ()",
                "CREATE TEMPORARY TABLE mine ()",
                "DROP VIEW standings",
                "INSERT INTO job_locks VALUES ('vote-casting')",
                "SELECT FROM job_runs FOR KEY SHARE"
            })
    void readerCannotWrite(String sql) {
        assertRefused(reader, sql, NO_WRITING);
        // A reader can turn off its read-only mode, but that grants no rights.
        assertRefused(reader, List.of("SET default_transaction_read_only = off", sql), NO_PERMISSION);
    }

    @Test
    void readersQueriesTimeOutAfterFiveSeconds() throws SQLException {
        assertThat(rows(reader, "SHOW statement_timeout")).containsExactly("5s");
        assertThat(rows(reader, "SHOW default_transaction_read_only")).containsExactly("on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_advisory_lock(1)",
                "SELECT pg_try_advisory_xact_lock_shared(1, 2)",
                "SELECT lo_from_bytea(0, 'x')",
                "SELECT lo_creat(-1)",
                "SELECT pg_logical_emit_message(true, 'x', 'y')",
                "SELECT restore_reader()",
                "SET temp_file_limit = -1",
                "RESET temp_file_limit",
                "ALTER ROLE ballotstream_reader CONNECTION LIMIT -1",
                "ALTER ROLE ballotstream_reader RESET temp_file_limit"
            })
    void readerCannotLockFillTheDiskOrRaiseItsLimits(String sql) {
        assertRefused(reader, List.of("SET default_transaction_read_only = off", sql), NO_PERMISSION);
    }

    @Test
    void readerCannotFillTheDiskWithTemporaryFiles() {
        String sorted = "SELECT count(*) FROM (SELECT repeat('x', 1000) || n AS line FROM generate_series(1, 1000000) n"
                + " ORDER BY line OFFSET 1) lines";
        assertRefused(reader, List.of("SET statement_timeout = 0", "SET work_mem = '64kB'", sorted), LIMIT_EXCEEDED);
    }

    @Test
    void readersChangesToItsRoleAreReset() throws SQLException {
        execute(
                reader,
                "SET default_transaction_read_only = off",
                "ALTER ROLE ballotstream_reader SET statement_timeout = 0",
                "ALTER ROLE ballotstream_reader SET search_path = nowhere",
                "ALTER ROLE ballotstream_reader IN DATABASE "
                        + rows(owner, "SELECT quote_ident(current_database())").get(0) + " SET statement_timeout = 0",
                "ALTER ROLE ballotstream_reader RESET ALL");
        execute(reader, "ALTER ROLE ballotstream_reader SET work_mem = '4GB'");

        execute(owner, "SELECT restore_reader()");

        assertThat(rows(reader, "SHOW statement_timeout")).containsExactly("5s");
        assertThat(rows(reader, "SHOW default_transaction_read_only")).containsExactly("on");
        assertThat(rows(reader, "SHOW work_mem")).containsExactly("16MB");
        assertThat(rows(reader, "SHOW temp_file_limit")).containsExactly("256MB");
        assertThat(rows(reader, "SHOW search_path")).containsExactly("\"$user\", public");
    }

    @Test
    void readersLongTransactionIsEnded() throws SQLException {
        try (Connection connection = reader.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 0");
            statement.execute("SET idle_in_transaction_session_timeout = 0");
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            statement.execute("SELECT FROM candidates");

            execute(owner, "SELECT restore_reader(interval '0')");

            assertThatThrownBy(() -> statement.execute("SELECT FROM candidates"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void readersConnectionsAreLimited() throws SQLException {
        assertThat(rows(reader, "SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user"))
                .containsExactly("20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "votes",
                "votes_per_candidate",
                "turnout_by_location",
                "candidate_totals",
                "location_totals",
                "late_votes",
                "rejected_records",
                "job_runs",
                "party_totals",
                "votes_per_party"
            })
    void writerUpsertsTheTablesOfTheJobs(String table) throws SQLException {
        for (String privilege : List.of("SELECT", "INSERT", "UPDATE")) {
            String has = String.format(
                    Locale.ROOT, "SELECT has_table_privilege('%s', '%s', '%s')", Schema.WRITER, table, privilege);
            assertThat(rows(owner, has)).as(privilege).containsExactly("t");
        }
        assertRefused(writer, "DELETE FROM " + table, NO_PERMISSION);
        assertRefused(writer, "TRUNCATE " + table, NO_PERMISSION);
    }

    @Test
    void writerReadsTheElection() throws SQLException {
        seedElection();

        assertThat(rows(writer, "SELECT election_id, octet_length(salt) FROM election"))
                .containsExactly("e1|32");
        assertThat(rows(writer, "SELECT candidate_id FROM candidates")).hasSize(3);
        assertThat(rows(writer, "SELECT location FROM locations")).hasSize(3);
        assertThat(rows(writer, "SELECT * FROM ballot_plan")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT FROM voters",
                "SELECT FROM seeding_manifest",
                "UPDATE election SET voters = 0",
                "UPDATE candidates SET color = '#000000'",
                "UPDATE ballot_plan SET weight = 0",
                "INSERT INTO locations VALUES ('Mine', NULL, NULL, NULL)",
                "INSERT INTO audit_results VALUES (now(), 'R1', 'a', 1, 'b', 1, 0, true)",
                "CREATE TABLE mine ()",
                "CREATE TEMPORARY TABLE mine ()",
                "SET ROLE ballotstream",
            })
    void writerCannotDoAnythingElse(String sql) {
        assertRefused(writer, sql, NO_PERMISSION);
    }

    private static void seedElection() throws SQLException {
        execute(
                owner,
                "INSERT INTO election (election_id, name, salt, seed, scale, voters, voting_age) "
                        + "VALUES ('e1', 'Rehearsal', sha256('salt'), 1, 1, 10, 18)");
        execute(
                owner,
                "INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, photo_url, color, ballot_no) "
                        + "VALUES ('c1', 'Ada', 'Reds', NULL, '#dc2626', 1), "
                        + "('c2', 'Bob', 'Blues', 'https://example.com/bob.jpg', '#2563eb', 2), "
                        + "('c3', 'Ada', 'Greens', NULL, '#16a34a', 3)");
        execute(
                owner,
                "INSERT INTO locations VALUES ('Ohio', 40.25, -82.75, 200), ('Nowhere', NULL, NULL, NULL), "
                        + "('Utah', 39.5, -111.5, 0)");
    }

    private static void execute(PostgresAddress role, String... statements) throws SQLException {
        try (Connection connection = role.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void assertRefused(PostgresAddress role, String sql, String state) {
        assertRefused(role, List.of(sql), state);
    }

    private static void assertRefused(PostgresAddress role, List<String> statements, String state) {
        assertThatThrownBy(() -> execute(role, statements.toArray(String[]::new)))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState())
                                .as(refused.getMessage())
                                .isEqualTo(state));
    }

    /** Each row's columns as text, separated by bars. */
    private static List<String> rows(PostgresAddress role, String query) throws SQLException {
        try (Connection connection = role.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        }
    }

    private static String row(ResultSet result) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            columns.add(result.getString(i));
        }
        return String.join("|", columns);
    }
}

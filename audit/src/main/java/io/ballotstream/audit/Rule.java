package io.ballotstream.audit;

import java.sql.SQLException;
import java.util.List;

/** A condition that must hold for the tables and topics of an election whose stream is drained. */
interface Rule {
    /** All rules, in order. */
    static List<Rule> all() {
        return List.of(
                new R1EveryRecordIsJudged(),
                new R2RejectionsAreTheInjectedOnes(),
                new R3TableAndTopicHoldTheSameVotes(),
                new R4CountsEqualARecount(),
                new R5TotalsAgree(),
                new R6CountsEqualTheBallotPlan(),
                new R7VotesAreOfRegisteredVoters());
    }

    /** The name of the rule in verdicts, a letter and a number. */
    String name();

    /** A short statement of the rule. */
    String says();

    /** Compares. A difference is a result and not an exception. */
    RuleResult check(Evidence evidence) throws SQLException;
}

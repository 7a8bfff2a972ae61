package io.ballotstream.audit;

import java.sql.SQLException;
import java.util.List;

/** Something that must be true of an election's tables and topics once its stream is drained. */
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

    /** The letter and number by which verdicts name the rule. */
    String name();

    /** What the rule says, in a few words. */
    String says();

    /** Compares; a difference is a result, never an exception. */
    RuleResult check(Evidence evidence) throws SQLException;
}

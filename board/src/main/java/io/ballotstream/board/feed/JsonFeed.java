package io.ballotstream.board.feed;

import io.ballotstream.board.snapshot.AuditRun;
import io.ballotstream.board.snapshot.CandidateProfile;
import io.ballotstream.board.snapshot.CandidateVotes;
import io.ballotstream.board.snapshot.ElectionFacts;
import io.ballotstream.board.snapshot.LocationCount;
import io.ballotstream.board.snapshot.PartyCount;
import io.ballotstream.board.snapshot.Phase;
import io.ballotstream.board.snapshot.Race;
import io.ballotstream.board.snapshot.Seats;
import io.ballotstream.board.snapshot.Snapshot;
import io.ballotstream.board.snapshot.Standing;
import io.ballotstream.model.Location;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A snapshot as JSON. {@code openapi.yaml} describes the fields. */
final class JsonFeed {
    private static final int TIED = -1;
    private static final int NO_VOTES = -2;
    /** The number of parties whose seats are shown over time. */
    private static final int FRONT = 8;

    private static final int CLOSEST = 10;

    private JsonFeed() {}

    static byte[] status(Snapshot snapshot) {
        return JsonWriter.object(json -> status(json, snapshot));
    }

    /** The complete board. */
    static byte[] results(Snapshot snapshot) {
        return JsonWriter.object(json -> {
            status(json, snapshot);
            standings(json, snapshot.standings());
            json.objects("locations", snapshot.locations(), JsonFeed::location);
            json.object("race", race -> race(race.test(), snapshot.race()));
            seats(json, snapshot);
            audit(json, snapshot.audit());
        });
    }

    static byte[] standings(Snapshot snapshot, Query query) {
        return JsonWriter.object(json -> {
            Query.Page<Standing> page = query.standings(snapshot);
            status(json, snapshot);
            page(json, page);
            standings(json, page.rows());
        });
    }

    static byte[] locations(Snapshot snapshot, Query query) {
        return JsonWriter.object(json -> {
            Query.Page<LocationCount> page = query.locations(snapshot);
            head(json, snapshot);
            page(json, page);
            json.objects("locations", page.rows(), JsonFeed::location);
        });
    }

    static byte[] race(Snapshot snapshot) {
        return JsonWriter.object(json -> {
            head(json, snapshot);
            race(json, snapshot.race());
        });
    }

    /** Seats and votes by party, the closest locations, and changed leads. */
    static byte[] seats(Snapshot snapshot) {
        return JsonWriter.object(json -> {
            head(json, snapshot);
            seats(json, snapshot);
        });
    }

    private static void seats(JsonWriter json, Snapshot snapshot) {
        Seats seats = snapshot.seats();
        if (seats == null) {
            json.none("seats");
            return;
        }
        PartyCount leader = seats.leader();
        List<PartyCount> front = seats.parties().stream()
                .filter(party -> party.leading() > 0)
                .limit(FRONT)
                .toList();
        json.object(
                "seats",
                object -> object.test()
                        .field("total", seats.total())
                        .field("majority", seats.majority())
                        .field("open", seats.open())
                        .field("leading_party", leader == null ? null : leader.party())
                        .objects("parties", seats.parties(), JsonFeed::party)
                        .objects("closest", closest(snapshot), JsonFeed::race)
                        .objects("gains", seats.gains(), JsonFeed::gain)
                        .strings("front", front.stream().map(PartyCount::party).toList())
                        .objects(
                                "course",
                                seats.course(),
                                (point, seatsThen) -> point.test()
                                        .field("at", seatsThen.at())
                                        .numbers(
                                                "leading",
                                                front.stream()
                                                        .map(party -> seatsThen
                                                                .leading()
                                                                .getOrDefault(party.party(), 0L))
                                                        .toList())));
    }

    /** The locations with the smallest undecided leads. */
    private static List<LocationCount> closest(Snapshot snapshot) {
        boolean complete = snapshot.phase() == Phase.COMPLETE;
        return snapshot.locations().stream()
                .filter(count -> count.leader() != null && (complete || !count.decided(false)))
                .sorted(Comparator.comparingDouble(LocationCount::marginShare))
                .limit(CLOSEST)
                .toList();
    }

    private static void party(JsonWriter json, PartyCount party) {
        json.test()
                .field("party", party.party())
                .field("label", party.label())
                .field("is_party", party.isParty())
                .field("mark", party.first().id())
                .field("color", party.color())
                .field("text_color", party.textColor())
                .field("leading", party.leading())
                .field("ahead_for_good", party.decided())
                .field("votes", party.votes())
                .field("share", party.share());
    }

    private static void race(JsonWriter json, LocationCount count) {
        json.test()
                .field("location", count.location().location())
                .field("seats", count.location().seats())
                .field("votes", count.votes())
                .field("margin_votes", count.marginVotes())
                .field("margin_share", count.marginShare())
                .object("leader", leader -> profile(leader, count.leader()));
        if (count.runnerUp() == null) {
            json.none("runner_up");
        } else {
            json.object("runner_up", second -> profile(second, count.runnerUp()));
        }
    }

    private static void gain(JsonWriter json, Seats.Gain gain) {
        json.test()
                .field("at", gain.at())
                .field("location", gain.location().location())
                .field("from", gain.from().candidate().partyAffiliation())
                .field("to", gain.to().candidate().partyAffiliation());
    }

    static byte[] audit(Snapshot snapshot) {
        return JsonWriter.object(json -> {
            head(json, snapshot);
            audit(json, snapshot.audit());
        });
    }

    /** Names and coordinates as columns. They do not change during an election. */
    static byte[] places(Snapshot snapshot) {
        return JsonWriter.object(json -> {
            List<Location> places = snapshot.election() == null
                    ? List.of()
                    : snapshot.election().locations();
            json.test();
            json.field(
                    "election_id",
                    snapshot.election() == null ? null : snapshot.election().id());
            json.field("map", MapBackground.of(places).key());
            json.strings("locations", places.stream().map(Location::location).toList());
            json.numbers("latitudes", places.stream().map(Location::latitude).toList());
            json.numbers("longitudes", places.stream().map(Location::longitude).toList());
        });
    }

    /** The leader of each location as columns, in the order of the places. */
    static byte[] map(Snapshot snapshot) {
        Map<CandidateProfile, Integer> indexes = new HashMap<>();
        snapshot.locations().stream()
                .map(LocationCount::leader)
                .filter(Objects::nonNull)
                .forEach(leader -> indexes.putIfAbsent(leader, indexes.size()));
        List<CandidateProfile> leaders = indexes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
        return JsonWriter.object(json -> {
            head(json, snapshot);
            json.objects("candidates", leaders, JsonFeed::profile);
            json.numbers(
                    "leaders",
                    snapshot.locations().stream()
                            .map(count -> count.leader() == null
                                    ? count.votes() == 0 ? NO_VOTES : TIED
                                    : indexes.get(count.leader()))
                            .toList());
            json.numbers(
                    "votes",
                    snapshot.locations().stream().map(LocationCount::votes).toList());
            json.numbers(
                    "margins",
                    snapshot.locations().stream()
                            .map(count -> JsonWriter.Rounded.of(count.marginShare()))
                            .toList());
        });
    }

    static byte[] error(String sentence) {
        return JsonWriter.object(json -> json.test().field("error", sentence));
    }

    private static void head(JsonWriter json, Snapshot snapshot) {
        json.test()
                .field("version", snapshot.version())
                .field("read_at", snapshot.readAt())
                .field("phase", snapshot.phase().key())
                .field("live", snapshot.live());
    }

    private static void status(JsonWriter json, Snapshot snapshot) {
        head(json, snapshot);
        json.field("problem", snapshot.problem());
        ElectionFacts facts = snapshot.election();
        if (facts == null) {
            json.none("election");
        } else {
            json.object(
                    "election",
                    election -> election.test()
                            .field("id", facts.id())
                            .field("name", facts.name())
                            .field("scale", facts.scale())
                            .field("voters", facts.voters())
                            .field("contest", facts.contest().word())
                            .field("eligible_voters", facts.eligibleVoters())
                            .field("candidates", facts.candidates().size())
                            .field("locations", facts.locations().size())
                            .field("created_at", facts.createdAt()));
        }
        Standing leader = snapshot.leader();
        if (leader == null) {
            json.none("leader");
        } else {
            json.object("leader", object -> {
                profile(object, leader.candidate());
                object.field("verb", snapshot.phase() == Phase.COMPLETE ? "ahead" : "leading")
                        .field("votes", leader.votes())
                        .field("share", leader.share())
                        .field("lead_votes", leader.lead())
                        .field("lead_share", (double) leader.lead() / snapshot.counted());
            });
        }
        json.field("tied", snapshot.tied())
                .field("counted", snapshot.counted())
                .field("turnout", snapshot.turnout())
                .field("votes_per_second", snapshot.votesPerSecond())
                .field("as_of", snapshot.asOf())
                .field("written_at", snapshot.writtenAt())
                .object(
                        "pipeline",
                        pipeline -> pipeline.test()
                                .field("published", snapshot.pipeline().published())
                                .field("cast", snapshot.pipeline().cast())
                                .field("counted", snapshot.pipeline().counted())
                                .field("late", snapshot.pipeline().late())
                                .field("rejected", snapshot.pipeline().allRejected())
                                .objects(
                                        "rejected_by_reason",
                                        snapshot.pipeline().rejected().entrySet(),
                                        (reason, entry) -> reason.test()
                                                .field("reason", entry.getKey())
                                                .field("rejected", entry.getValue())
                                                .field(
                                                        "injected",
                                                        snapshot.pipeline()
                                                                .manifest()
                                                                .getOrDefault(entry.getKey(), 0L))))
                .field("verdict", verdict(snapshot.audit()));
    }

    private static void page(JsonWriter json, Query.Page<?> page) {
        json.field("found", page.found()).field("offset", page.offset());
    }

    private static void standings(JsonWriter json, List<Standing> standings) {
        json.objects("candidates", standings, (object, standing) -> {
            profile(object, standing.candidate());
            object.field("rank", standing.rank())
                    .field("votes", standing.votes())
                    .field("share", standing.share())
                    .field("lead", standing.lead());
        });
    }

    private static void profile(JsonWriter json, CandidateProfile profile) {
        json.test()
                .field("candidate_id", profile.id())
                .field("candidate_name", profile.candidate().candidateName())
                .field("party_affiliation", profile.candidate().partyAffiliation())
                .field("color", profile.color())
                .field("text_color", profile.textColor())
                .field("photo_url", profile.photoUrl());
    }

    private static void location(JsonWriter json, LocationCount count) {
        CandidateProfile leader = count.leader();
        json.test()
                .field("location", count.location().location())
                .field("latitude", count.location().latitude())
                .field("longitude", count.location().longitude())
                .field("eligible_voters", count.location().eligibleVoters())
                .field("seats", count.location().seats())
                .field("votes", count.votes())
                .field("turnout", count.turnout())
                .field("leading_candidate_id", leader == null ? null : leader.id())
                .field("tied", count.tied())
                .field("leader_share", count.leaderShare())
                .field("margin_votes", count.marginVotes())
                .field("margin_share", count.marginShare())
                .objects("candidates", count.results(), JsonFeed::cell);
    }

    private static void cell(JsonWriter json, CandidateVotes cell) {
        json.test()
                .field("candidate_id", cell.candidate().id())
                .field("candidate_name", cell.candidate().candidate().candidateName())
                .field("party_affiliation", cell.candidate().candidate().partyAffiliation())
                .field("color", cell.candidate().color())
                .field("text_color", cell.candidate().textColor())
                .field("votes", cell.votes());
    }

    private static void race(JsonWriter json, Race race) {
        json.objects("candidates", race.candidates(), JsonFeed::profile)
                .field("step_ms", race.step().toMillis())
                .objects(
                        "points",
                        race.points(),
                        (object, point) -> object.test().field("at", point.at()).numbers("votes", point.votes()))
                .objects(
                        "lead_changes",
                        race.leadChanges(),
                        (object, change) -> object.test()
                                .field("at", change.at())
                                .field("from", change.from().id())
                                .field("to", change.to().id())
                                .field("to_name", change.to().candidate().candidateName()));
    }

    private static void audit(JsonWriter json, AuditRun audit) {
        if (audit == null) {
            json.none("audit");
            return;
        }
        json.object(
                "audit",
                object -> object.test()
                        .field("run_at", audit.runAt())
                        .field("verdict", verdict(audit))
                        .objects(
                                "rules",
                                audit.rules(),
                                (rule, result) -> rule.test()
                                        .field("rule", result.rule())
                                        .field("left_name", result.leftName())
                                        .field("left_value", result.leftValue())
                                        .field("right_name", result.rightName())
                                        .field("right_value", result.rightValue())
                                        .field("difference", result.difference())
                                        .field("holds", result.holds())));
    }

    private static String verdict(AuditRun audit) {
        return audit == null ? null : audit.passes() ? "pass" : "fail";
    }
}

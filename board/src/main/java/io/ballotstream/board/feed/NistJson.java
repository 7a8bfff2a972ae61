package io.ballotstream.board.feed;

import io.ballotstream.board.snapshot.CandidateProfile;
import io.ballotstream.board.snapshot.CandidateVotes;
import io.ballotstream.board.snapshot.ElectionFacts;
import io.ballotstream.board.snapshot.LocationCount;
import io.ballotstream.board.snapshot.Snapshot;
import io.ballotstream.board.snapshot.Standing;
import io.ballotstream.model.Location;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The election report of NIST SP 1500-100 version 2 (Election Results Reporting Common Data Format), with {@code
 * IsTest} set. One contest, one reporting unit per location, and one that is composed of them.
 */
final class NistJson {
    private static final String WHOLE = "unit-0";
    private static final String CONTEST = "contest-1";

    private final Snapshot snapshot;
    private final ElectionFacts facts;
    private final Map<String, String> partyIds = new LinkedHashMap<>();

    private NistJson(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.facts = snapshot.election();
        for (CandidateProfile candidate : facts == null ? List.<CandidateProfile>of() : facts.candidates()) {
            String party = candidate.candidate().partyAffiliation();
            if (!party.isEmpty()) {
                partyIds.putIfAbsent(party, "party-" + (partyIds.size() + 1));
            }
        }
    }

    static byte[] of(Snapshot snapshot) {
        return JsonWriter.object(new NistJson(snapshot)::report);
    }

    private void report(JsonWriter json) {
        json.field("@type", "ElectionResults.ElectionReport")
                .field("Format", "summary-contest")
                .field("GeneratedDate", snapshot.readAt())
                .field("IsTest", true)
                .field("TestType", "rehearsal")
                .field("Issuer", "Ballotstream")
                .field("IssuerAbbreviation", "TEST")
                .field("Notes", "TEST: a rehearsal, not an election. Version " + snapshot.version() + ".")
                .field("SequenceStart", 1)
                .field("SequenceEnd", 1)
                .field("Status", status())
                .field("VendorApplicationId", "io.ballotstream");
        if (facts == null) {
            return;
        }
        json.objects("GpUnit", units(), (unit, writing) -> writing.accept(unit))
                .objects(
                        "Party",
                        partyIds.entrySet(),
                        (party, entry) -> party.field("@id", entry.getValue())
                                .field("@type", "ElectionResults.Party")
                                .object("Name", name -> text(name, entry.getKey()))
                                .field("Color", colorOf(entry.getKey())))
                .objects("Election", List.of(facts), (election, ignored) -> election(election));
    }

    private String status() {
        return switch (snapshot.phase()) {
            case NOT_PREPARED, BEFORE_FIRST_VOTE -> "pre-election";
            case COUNTING -> "unofficial-partial";
            case COMPLETE -> "unofficial-complete";
        };
    }

    private String countStatus() {
        return switch (snapshot.phase()) {
            case NOT_PREPARED, BEFORE_FIRST_VOTE -> "not-processed";
            case COUNTING -> "in-process";
            case COMPLETE -> "completed";
        };
    }

    private String colorOf(String party) {
        return facts.candidates().stream()
                .filter(candidate -> candidate.candidate().partyAffiliation().equals(party))
                .map(candidate -> candidate.color().substring(1))
                .findFirst()
                .orElseThrow();
    }

    private List<java.util.function.Consumer<JsonWriter>> units() {
        List<java.util.function.Consumer<JsonWriter>> units = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < facts.locations().size(); i++) {
            String id = unitId(i);
            Location location = facts.locations().get(i);
            long votes = snapshot.locations().get(i).votes();
            parts.add(id);
            units.add(unit -> unit(unit, id, location.location(), "location", location.eligibleVoters(), votes));
        }
        units.add(
                0,
                whole -> unit(whole, WHOLE, facts.name(), "election", facts.eligibleVoters(), snapshot.counted())
                        .strings("ComposingGpUnitIds", parts));
        return units;
    }

    private static String unitId(int index) {
        return "unit-" + (index + 1);
    }

    private static JsonWriter unit(JsonWriter json, String id, String name, String type, Long registered, long votes) {
        json.field("@id", id)
                .field("@type", "ElectionResults.ReportingUnit")
                .field("Name", name)
                .field("Type", "other")
                .field("OtherType", type)
                .field("VotersParticipated", votes);
        return registered == null ? json : json.field("VotersRegistered", registered);
    }

    private void election(JsonWriter json) {
        String day = LocalDate.ofInstant(facts.createdAt(), ZoneOffset.UTC).toString();
        json.field("@type", "ElectionResults.Election")
                .field("ElectionScopeId", WHOLE)
                .field("StartDate", day)
                .field("EndDate", day)
                .object("Name", name -> text(name, "TEST: " + facts.name()))
                .field("Type", "other")
                .field("OtherType", "rehearsal")
                .objects(
                        "CountStatus",
                        List.of(countStatus()),
                        (count, status) -> count.field("@type", "ElectionResults.CountStatus")
                                .field("Type", "total")
                                .field("Status", status))
                .objects("Candidate", facts.candidates(), this::candidate)
                .objects("Contest", List.of(CONTEST), this::contest);
    }

    private void candidate(JsonWriter json, CandidateProfile profile) {
        json.field("@id", "candidate-" + profile.id())
                .field("@type", "ElectionResults.Candidate")
                .object("BallotName", name -> text(name, profile.candidate().candidateName()));
        String party = partyIds.get(profile.candidate().partyAffiliation());
        if (party != null) {
            json.field("PartyId", party);
        }
    }

    private void contest(JsonWriter json, String id) {
        json.field("@id", id)
                .field("@type", "ElectionResults.CandidateContest")
                .field("Name", facts.name())
                .field("ElectoralDistrictId", WHOLE)
                .field("VotesAllowed", 1)
                .field("NumberElected", 1)
                .field("VoteVariation", "plurality")
                .objects("BallotSelection", selections(), (selection, writing) -> writing.accept(selection));
    }

    private List<java.util.function.Consumer<JsonWriter>> selections() {
        Map<String, List<UnitVotes>> byCandidate = new HashMap<>();
        for (int i = 0; i < snapshot.locations().size(); i++) {
            LocationCount count = snapshot.locations().get(i);
            for (CandidateVotes cell : count.results()) {
                byCandidate
                        .computeIfAbsent(cell.candidate().id(), candidate -> new ArrayList<>())
                        .add(new UnitVotes(unitId(i), cell.votes()));
            }
        }
        List<java.util.function.Consumer<JsonWriter>> selections = new ArrayList<>();
        for (Standing standing : snapshot.standings()) {
            CandidateProfile candidate = standing.candidate();
            List<UnitVotes> counts = new ArrayList<>();
            counts.add(new UnitVotes(WHOLE, standing.votes()));
            counts.addAll(byCandidate.getOrDefault(candidate.id(), List.of()));
            selections.add(selection -> selection
                    .field("@id", "selection-" + candidate.id())
                    .field("@type", "ElectionResults.CandidateSelection")
                    .strings("CandidateIds", List.of("candidate-" + candidate.id()))
                    .field("SequenceOrder", candidate.candidate().ballotNo())
                    .objects(
                            "VoteCounts",
                            counts,
                            (count, votes) -> count.field("@type", "ElectionResults.VoteCounts")
                                    .field("GpUnitId", votes.unit())
                                    .field("Type", "total")
                                    .field("Count", votes.votes())));
        }
        return selections;
    }

    private record UnitVotes(String unit, long votes) {}

    /** Names are not translated. */
    private static void text(JsonWriter json, String content) {
        json.field("@type", "ElectionResults.InternationalizedText")
                .objects(
                        "Text",
                        List.of(content),
                        (text, string) -> text.field("@type", "ElectionResults.LanguageString")
                                .field("Language", "und")
                                .field("Content", string));
    }
}

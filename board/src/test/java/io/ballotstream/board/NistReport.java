package io.ballotstream.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes of the specification NIST SP 1500-100 version 2 that the feed uses: their required and optional
 * attributes, their enumerations, and the classes that an identifier may refer to.
 */
final class NistReport {
    private record Type(Set<String> required, Set<String> optional) {}

    private static final Map<String, Type> TYPES = Map.ofEntries(
            type(
                    "ElectionReport",
                    "Format GeneratedDate Issuer IssuerAbbreviation SequenceEnd SequenceStart Status VendorApplicationId",
                    "ExternalIdentifier IsTest Notes Person Signature TestType Election GpUnit Office OfficeGroup Party"),
            type(
                    "ReportingUnit",
                    "@id Type",
                    "AuthorityIds ContactInformation CountStatus IsDistricted IsMailOnly Number OtherType SubUnitsReported"
                            + " TotalSubUnits VotersParticipated VotersRegistered ElectionAdministration PartyRegistration"
                            + " SpatialDimension ComposingGpUnitIds ExternalIdentifier Name SummaryCounts"),
            type("Party", "@id Name", "Abbreviation Color ExternalIdentifier IsWriteIn LogoUri"),
            type(
                    "Election",
                    "ElectionScopeId EndDate Name StartDate Type",
                    "ContactInformation CountStatus ExternalIdentifier OtherType BallotStyle Candidate Contest"),
            type(
                    "Candidate",
                    "@id BallotName",
                    "ExternalIdentifier FileDate IsIncumbent IsTopTicket PartyId PersonId PostElectionStatus"
                            + " PreElectionStatus ContactInformation"),
            type(
                    "CandidateContest",
                    "@id VotesAllowed ElectoralDistrictId Name",
                    "NumberElected NumberRunoff OfficeIds PrimaryPartyIds Abbreviation BallotSubTitle BallotTitle CountStatus"
                            + " ExternalIdentifier HasRotation OtherVoteVariation SequenceOrder SubUnitsReported SummaryCounts"
                            + " TotalSubUnits VoteVariation BallotSelection"),
            type("CandidateSelection", "@id CandidateIds", "EndorsementPartyIds IsWriteIn SequenceOrder VoteCounts"),
            type("VoteCounts", "Count Type", "Device GpUnitId IsSuppressedForPrivacy OtherType"),
            type("CountStatus", "Status Type", "OtherType"),
            type("InternationalizedText", "Text", "Label"),
            type("LanguageString", "Content Language", ""));

    private static final Set<String> COUNT_ITEMS = words("absentee absentee-fwab absentee-in-person absentee-mail early"
            + " election-day other provisional total uocava write-in");
    private static final Map<String, Set<String>> ENUMERATIONS = Map.of(
            "ElectionReport.Format", words("precinct-level summary-contest"),
            "ElectionReport.Status",
                    words("certified correction pre-election recount unofficial-complete unofficial-partial"),
            "Election.Type",
                    words("general other partisan-primary-closed partisan-primary-open primary runoff special"),
            "ReportingUnit.Type",
                    words(
                            "ballot-batch ballot-style-area borough city city-council combined-precinct congressional country"
                                    + " county county-council drop-box judicial municipality other polling-place precinct school special"
                                    + " split-precinct state state-house state-senate town township utility village vote-center ward water"),
            "VoteCounts.Type", COUNT_ITEMS,
            "CountStatus.Type", COUNT_ITEMS,
            "CountStatus.Status", words("completed in-process not-processed unknown"),
            "CandidateContest.VoteVariation",
                    words(
                            "1-of-m approval borda cumulative majority n-of-m other plurality proportional range rcv super-majority"));

    private static final Map<String, String> REFERENCES = Map.of(
            "ElectionScopeId", "ReportingUnit",
            "ElectoralDistrictId", "ReportingUnit",
            "GpUnitId", "ReportingUnit",
            "ComposingGpUnitIds", "ReportingUnit",
            "PartyId", "Party",
            "CandidateIds", "Candidate");

    private final Map<String, String> typeOfId = new HashMap<>();

    private static Map.Entry<String, Type> type(String name, String required, String optional) {
        return Map.entry(name, new Type(words(required), words(optional)));
    }

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(text.split(" ")));
    }

    /** Fails if the report does not conform to the specification. */
    static void requireConformity(JsonNode report) {
        NistReport check = new NistReport();
        assertThat(report.get("@type").asText()).isEqualTo("ElectionResults.ElectionReport");
        check.collectIds(report);
        check.check(report);
    }

    private void collectIds(JsonNode node) {
        if (node.has("@id")) {
            String before = typeOfId.put(node.get("@id").asText(), name(node));
            assertThat(before).as("an identifier is used once").isNull();
        }
        node.forEach(this::collectIds);
    }

    private static String name(JsonNode node) {
        String type = node.get("@type").asText();
        assertThat(type).startsWith("ElectionResults.");
        return type.substring("ElectionResults.".length());
    }

    private void check(JsonNode node) {
        if (node.isObject()) {
            String name = name(node);
            assertThat(TYPES).containsKey(name);
            Type type = TYPES.get(name);
            Set<String> allowed = new HashSet<>(type.required());
            allowed.addAll(type.optional());
            allowed.add("@type");
            Set<String> fields = new HashSet<>();
            node.fieldNames().forEachRemaining(fields::add);
            assertThat(fields).as(name).containsAll(type.required());
            assertThat(allowed).as(name).containsAll(fields);
            node.properties().forEach(field -> checkField(name, field.getKey(), field.getValue()));
            if (node.path("Type").asText().equals("other")) {
                assertThat(fields).as(name).contains("OtherType");
            }
        }
        node.forEach(this::check);
    }

    private void checkField(String type, String field, JsonNode value) {
        Set<String> values = ENUMERATIONS.get(type + "." + field);
        if (values != null) {
            assertThat(values).as(type + "." + field).contains(value.asText());
        }
        String target = REFERENCES.get(field);
        if (target != null) {
            Iterable<JsonNode> references = value.isArray() ? value : List.of(value);
            references.forEach(reference ->
                    assertThat(typeOfId.get(reference.asText())).as(field).isEqualTo(target));
        }
        if (field.equals("Color")) {
            assertThat(value.asText()).matches("[0-9a-f]{6}");
        }
        if (field.equals("StartDate") || field.equals("EndDate")) {
            assertThat(value.asText()).matches("\\d{4}-\\d{2}-\\d{2}");
        }
    }
}

package io.ballotstream.seeder.plan;

import io.ballotstream.model.Candidate;

/**
 * A candidate, with what dashboards show beside the votes.
 *
 * @param photoUrl a {@code data:} URI, which needs no network
 * @param color {@code #rrggbb}
 */
public record CandidateProfile(
        Candidate candidate, String biography, String campaignPlatform, String photoUrl, String color) {}

package io.ballotstream.seeder.plan;

import io.ballotstream.model.Candidate;

/**
 * A candidate, with the attributes that dashboards show next to the votes.
 *
 * @param candidate with id, name, party and ballot number
 * @param biography one sentence
 * @param campaignPlatform one sentence
 * @param photoUrl a {@code data:} URI, which works offline
 * @param color {@code #rrggbb}
 */
public record CandidateProfile(
        Candidate candidate, String biography, String campaignPlatform, String photoUrl, String color) {}

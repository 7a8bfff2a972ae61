package io.ballotstream.seeder.plan;

/**
 * Who stands.
 *
 * @param candidateId {@code c} and the ballot number
 * @param ballotNo from 1, in order of first appearance
 * @param photoUrl may be a {@code data:} URI, which needs no network
 * @param color {@code #rrggbb}
 */
public record Candidate(
        String candidateId,
        int ballotNo,
        String name,
        String party,
        String biography,
        String campaignPlatform,
        String photoUrl,
        String color) {}

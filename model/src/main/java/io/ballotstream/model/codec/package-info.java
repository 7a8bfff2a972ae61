/**
 * Reads and writes the JSON of the records on the topics.
 *
 * <p>Each record has one reader for all valid forms, based on a JSON parser, and where it is on the hot path, a scanner
 * for the canonical form that the programs write. A scanner never decides that a record is invalid. Rules about the
 * meaning of a record, such as the voting age, belong to the jobs.
 */
package io.ballotstream.model.codec;

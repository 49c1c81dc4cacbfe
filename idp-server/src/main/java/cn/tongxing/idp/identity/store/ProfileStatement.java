package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.identity.PersonProfile.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statement that reads one person with the parts wanted: a part that nobody wants is no part of
 * it, since PostgreSQL opens every table and index of a statement whether it reads them or not.
 */
final class ProfileStatement {

  // Each value is read behind the key that opens it: one's own, or one's who was merged into them.
  private static final String ONE =
      """
      WITH one AS (SELECT id, updated_at, reverified_at, seal_key FROM person
                    WHERE id = :id
                      AND (:any OR status = 'ACTIVE' AND (:frozen OR NOT frozen))),
           self AS (SELECT id, seal_key FROM one UNION ALL
                    SELECT g.id, g.seal_key FROM one JOIN person g ON g.merged_into = one.id)
      SELECT 1 AS kind, id, NULL AS code, NULL AS detail, NULL AS asserted, NULL AS channel,
             NULL::bytea AS sealed, updated_at AS at, reverified_at AS until,
             false AS possession, NULL::text AS came
        FROM one
      """;

  private static final String CLAIMS =
      """
      UNION ALL
      SELECT 5, m.id, m.kind, NULL, NULL, NULL, k.seal_key || m.value, m.established_at, NULL,
             false, NULL
        FROM one JOIN person_claim m ON m.person = one.id AND m.believed
        JOIN self k ON k.id = sealed_by(m.value)
      """;

  private static final String DOCUMENTS =
      """
      UNION ALL
      SELECT 2, d.id, d.type, d.jurisdiction, NULL, NULL, k.seal_key || d.number, d.added_at, NULL,
             false, NULL
        FROM one JOIN identity_document d ON d.person = one.id
        JOIN self k ON k.id = sealed_by(d.number)
      """;

  private static final String PHONE =
      """
      UNION ALL
      SELECT 3, c.id, NULL, NULL, NULL, NULL, k.seal_key || c.phone, c.bound_at, NULL, false,
             NULL
        FROM one JOIN phone_credential c ON c.person = one.id AND c.ended_at IS NULL
        JOIN self k ON k.id = sealed_by(c.phone)
      """;

  // Proofs come again and again: of those equal in all that counts, the latest is enough.
  private static final String LEVEL =
      """
      UNION ALL
      (SELECT DISTINCT ON (e.method, e.source, e.asserted_level, e.original_channel, e.possession,
                           e.channel, e.expires_at)
             4, e.id, e.method, e.source, e.asserted_level, e.original_channel, NULL::bytea,
             e.established_at, e.expires_at, e.possession, e.channel
        FROM self JOIN evidence e ON e.person = self.id
       WHERE NOT EXISTS (SELECT 1 FROM take_over t
                          WHERE t.person = self.id AND t.outcome = 'UNDONE'
                            AND e.recorded_at BETWEEN t.ended_at AND t.undone_at)
         AND NOT EXISTS (SELECT 1 FROM evidence_status w WHERE w.evidence = e.id)
       ORDER BY e.method, e.source, e.asserted_level, e.original_channel, e.possession,
                e.channel, e.expires_at, e.established_at DESC)
      """;

  /** Parts that are claims of the same name. */
  private static final List<Part> CLAIM_KINDS =
      List.of(Part.NAME, Part.BIRTH_DATE, Part.LATIN_NAME);

  private static final Map<Set<Part>, String> STATEMENTS = statements();

  private ProfileStatement() {}

  static String of(Set<Part> wanted) {
    return Objects.requireNonNull(STATEMENTS.get(wanted));
  }

  /** For each set of parts. */
  private static Map<Set<Part>, String> statements() {
    List<Set<Part>> sets = new ArrayList<>(List.of(EnumSet.noneOf(Part.class)));
    for (Part part : Part.values()) {
      for (Set<Part> without : List.copyOf(sets)) {
        Set<Part> with = EnumSet.of(part);
        with.addAll(without);
        sets.add(with);
      }
    }
    return sets.stream()
        .collect(Collectors.toUnmodifiableMap(Set::copyOf, ProfileStatement::statement));
  }

  private static String statement(Set<Part> wanted) {
    StringBuilder statement = new StringBuilder(ONE);
    String kinds =
        CLAIM_KINDS.stream()
            .filter(wanted::contains)
            .map(Part::name)
            .collect(Collectors.joining(","));
    if (!kinds.isEmpty()) {
      statement.append(CLAIMS).append("WHERE m.kind = ANY ('{" + kinds + "}')\n");
    }
    if (wanted.contains(Part.DOCUMENTS)) {
      statement.append(DOCUMENTS);
    }
    if (wanted.contains(Part.PHONE)) {
      statement.append(PHONE);
    }
    if (wanted.contains(Part.LEVEL)) {
      statement.append(LEVEL);
    }
    return statement.append("ORDER BY kind, at, id\n").toString();
  }
}

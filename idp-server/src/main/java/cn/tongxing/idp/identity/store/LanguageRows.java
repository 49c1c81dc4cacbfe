package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code person_language}. */
@Repository
public class LanguageRows {

  /**
   * Notes a language that is another than the last one, of nobody who was erased meanwhile. The
   * last one counts from then on if it was the last for long enough, else what counted before it
   * does; of who is new, this one. Parameters {@code person}, {@code language} (null notes
   * nothing), {@code isNew}, {@code at}.
   */
  static final String NOTE =
      """
      INSERT INTO person_language AS l (person, language, settled, since)
      SELECT id, asked.language, CASE WHEN :isNew THEN asked.language END, :at
        FROM person, (VALUES (CAST(:language AS text))) AS asked (language)
       WHERE id = :person AND seal_key IS NOT NULL AND asked.language IS NOT NULL
         FOR KEY SHARE OF person
      ON CONFLICT (person) DO UPDATE
         SET language = excluded.language, since = excluded.since,
             settled = CASE WHEN l.since <= excluded.since - interval '72 hours' THEN l.language
                            ELSE l.settled END
       WHERE l.language <> excluded.language
      """;

  /** What a person is told in at {@code :at}; null if they chose none long enough ago. */
  static final String TOLD =
      """
      CASE WHEN since <= CAST(:at AS timestamptz) - interval '72 hours' THEN language
           ELSE settled END AS told
      """;

  private final JdbcClient jdbc;

  LanguageRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes what a person who was here before chose. */
  public void note(PersonId person, Locale language, Instant at) {
    jdbc.sql(NOTE)
        .param("person", person.value())
        .param("language", tag(language))
        .param("isNew", false)
        .param("at", Times.column(at))
        .update();
  }

  /** What a person is told in; empty if they chose none long enough ago. */
  public Optional<Locale> of(PersonId person, Instant at) {
    return jdbc.sql("SELECT " + TOLD + " FROM person_language WHERE person = :person")
        .param("person", person.value())
        .param("at", Times.column(at))
        .query((row, _) -> Optional.ofNullable(row.getString("told")).map(Locale::forLanguageTag))
        .optional()
        .flatMap(told -> told);
  }

  /** Whose account it is now has chosen none yet. */
  public void delete(PersonId person) {
    jdbc.sql("DELETE FROM person_language WHERE person = :person")
        .param("person", person.value())
        .update();
  }

  /** What was chosen since then was chosen by nobody: what counted before it counts again. */
  public void forgetSince(PersonId person, Instant since) {
    jdbc.sql(
            """
            UPDATE person_language
               SET language = settled, since = CAST(:since AS timestamptz) - interval '72 hours'
             WHERE person = :person AND since >= :since AND settled IS NOT NULL
            """)
        .param("person", person.value())
        .param("since", Times.column(since))
        .update();
    jdbc.sql("DELETE FROM person_language WHERE person = :person AND since >= :since")
        .param("person", person.value())
        .param("since", Times.column(since))
        .update();
  }

  /** The one of the pages' languages that is shown for it. */
  static String tag(Locale language) {
    if (language.getLanguage().equals("en")) {
      return "en";
    }
    return switch (language.getCountry()) {
      case "HK", "MO" -> "zh-HK";
      case "TW" -> "zh-TW";
      default -> language.getScript().equals("Hant") ? "zh-TW" : "zh-CN";
    };
  }
}

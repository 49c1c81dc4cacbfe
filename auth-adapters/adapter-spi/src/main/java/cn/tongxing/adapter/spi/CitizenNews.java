package cn.tongxing.adapter.spi;

import java.time.Instant;
import java.util.List;

/**
 * Change notification: what became of a citizen here by another way, for an upstream that keeps an
 * account of the same people. Says how things stand when it is told, never how they stood before.
 *
 * @param key idempotency key: the same at every delivery of one piece of news; letters, digits and
 *     hyphens
 * @param at when it happened
 * @param identityLevel the level of identity assurance now, 1 to 5
 * @param way by which it happened
 * @param subjects the upstream's own accounts that are linked to the person; may be none
 * @param facts name and documents, where the operator has said that this upstream may have them;
 *     else none
 */
public record CitizenNews(
    String key,
    Kind kind,
    Instant at,
    int identityLevel,
    String way,
    List<ExternalSubject> subjects,
    PersonFacts facts) {

  /** What happened. */
  public enum Kind {
    /** Somebody has an account now who had none. */
    REGISTERED,
    /** It is better known who somebody is. */
    LEVEL_RAISED
  }

  public CitizenNews {
    subjects = List.copyOf(subjects);
    if (identityLevel < 1 || identityLevel > 5) {
      throw new IllegalArgumentException("a level of identity is 1 to 5");
    }
  }

  /** The same, of somebody of whom nothing is said but by the upstream's own accounts. */
  public CitizenNews withoutFacts() {
    return new CitizenNews(key, kind, at, identityLevel, way, subjects, PersonFacts.none());
  }

  /** Whether it says at all whom it is about. */
  public boolean namesSomebody() {
    return !subjects.isEmpty() || !facts.papers().isEmpty();
  }

  /** Without the person. */
  @Override
  public String toString() {
    return "CitizenNews[" + kind + ", " + key + "]";
  }
}

package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.TrailReading.Wanted;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Events of one sign-in. No index has it: each event would pay for one that an operator needs now
 * and then. Its id has the time of its begin, so the events of the time in which it can have lived
 * are looked through, {@link #STEP} by step, each by a statement that is soon done; what was done
 * later in its session is found by whom it was about.
 */
final class SignInEvents {

  /** Longer than a sign-in may take: two hours. */
  static final Duration LIFE = Duration.ofHours(3);

  /** The events of a city in so much time are read within a second. */
  private static final Duration STEP = Duration.ofMinutes(2);

  /** What the clocks of two nodes may differ by, and more. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final LinkedEvents events;
  private final Wanted wanted;
  private final SignInId signIn;
  private final Instant begin;
  private final Instant end;

  SignInEvents(LinkedEvents events, Wanted wanted, SignInId signIn) {
    this.events = events;
    this.wanted = wanted;
    this.signIn = signIn;
    Instant began = TimeOrderedId.timeOf(signIn.value());
    this.begin = began.minus(SKEW);
    this.end = began.plus(LIFE);
  }

  List<LinkedRow> read(Optional<UUID> after, int most) {
    List<LinkedRow> found = new ArrayList<>();
    Instant seen = after.map(TimeOrderedId::timeOf).orElse(begin);
    Instant last = earlier(wanted.until(), end);
    Instant at = later(begin, later(wanted.since(), seen));
    while (at.isBefore(last) && found.size() < most) {
      Instant next = earlier(last, at.plus(STEP));
      found.addAll(events.of(between(at, next), List.of(), after, most - found.size()));
      at = next;
    }
    if (found.size() < most && end.isBefore(wanted.until())) {
      found.addAll(ofSession(people(found, after), after, most - found.size()));
    }
    return found;
  }

  private List<LinkedRow> ofSession(List<PersonId> people, Optional<UUID> after, int most) {
    Wanted rest = between(later(end, wanted.since()), wanted.until());
    return people.isEmpty() ? List.of() : events.of(rest, people, after, most);
  }

  /** Whom it was about: of what was read just now nothing is looked through again. */
  private List<PersonId> people(List<LinkedRow> found, Optional<UUID> after) {
    boolean whole = after.isEmpty() && wanted.type().isEmpty();
    Set<PersonId> people = new LinkedHashSet<>();
    if (whole) {
      found.stream()
          .flatMap(each -> Stream.ofNullable(each.event().person()))
          .map(PersonId::new)
          .forEach(people::add);
    }
    Instant unread = whole ? earlier(end, later(begin, wanted.since())) : end;
    for (Instant at = begin; at.isBefore(unread); at = at.plus(STEP)) {
      people.addAll(events.people(signIn, at, earlier(unread, at.plus(STEP))));
    }
    return List.copyOf(people);
  }

  private Wanted between(Instant since, Instant until) {
    return new Wanted(wanted.person(), wanted.signIn(), wanted.type(), since, until);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}

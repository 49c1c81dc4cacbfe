package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * The truth for whose account exists: the phone does not open it, or does after a time, or somebody
 * else opened the account and it is theirs after a time, or it is frozen.
 */
final class Truth {

  private static final String WAITS = "takeover.waits";
  private static final String PHONE_WAITS = "phone.waits";
  private static final String UNBOUND = "phone.unbound";
  private static final String STALE = "phone.stale";
  private static final String SHARED = "phone.shared";
  private static final String FROZEN = "frozen.told";
  private static final String FROZEN_FOR_A_DAY = "frozen.told.day";
  private static final String FROZEN_BY_COUNTER = "frozen.told.counter";

  private Truth() {}

  /** What is told, with the time from which on the account is theirs. */
  static Problem takenOver(Instant dueAt) {
    return Problem.until(WAITS, dueAt, "");
  }

  /** What is told, with the time from which on the phone is the account's. */
  static Problem phoneWaits(Instant dueAt) {
    return Problem.until(PHONE_WAITS, dueAt, "");
  }

  /** What is told to the owner of a frozen account: by whom it may be thawed. */
  static Problem frozen(Freezes.Open open) {
    return open.atCounter()
        ? Problem.page(FROZEN_BY_COUNTER)
        : open.endsAt()
            .map(ends -> Problem.until(FROZEN_FOR_A_DAY, ends, ""))
            .orElseGet(() -> Problem.page(FROZEN));
  }

  static boolean frozen(Ask.Refused asked) {
    return asked.problem().key().startsWith(FROZEN);
  }

  static boolean frozenByCounter(Ask.Refused asked) {
    return asked.problem().key().equals(FROZEN_BY_COUNTER);
  }

  /** The phone does not open the account. */
  static Problem unbound(Enrolment.Phone phone) {
    return Problem.page(
        switch (phone) {
          case ANOTHER -> UNBOUND;
          case NOT_FRESH -> STALE;
          case SHARED -> SHARED;
        });
  }

  /** For the trail. */
  static String reason(Enrolment.Phone phone) {
    return switch (phone) {
      case ANOTHER -> "phone-not-bound";
      case NOT_FRESH -> "phone-not-fresh";
      case SHARED -> "phone-shared";
    };
  }

  /** Of the phone; empty if something else is told. */
  static Optional<Page.PhoneUnbound.Phone> ofPhone(Ask.Refused asked) {
    return switch (asked.problem().key()) {
      case UNBOUND -> Optional.of(Page.PhoneUnbound.Phone.UNBOUND);
      case STALE -> Optional.of(Page.PhoneUnbound.Phone.STALE);
      case SHARED -> Optional.of(Page.PhoneUnbound.Phone.SHARED);
      default -> Optional.empty();
    };
  }

  static boolean waits(Ask.Refused asked) {
    return asked.problem().key().equals(WAITS);
  }

  static boolean phoneWaits(Ask.Refused asked) {
    return asked.problem().key().equals(PHONE_WAITS);
  }
}

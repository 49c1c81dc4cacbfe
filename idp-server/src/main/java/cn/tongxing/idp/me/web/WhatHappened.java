package cn.tongxing.idp.me.web;

import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.OwnTrail.Entry;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of the trail is told to the person whom it is about: sign-ins, tries, and whatever changed
 * what opens their account, in the words of {@code me.history.*}. Other people's browsers are not
 * shown: whoever has a number now, or takes an account over, is somebody else.
 */
final class WhatHappened {

  private static final String ADDED = "credential.added";
  private static final String FAILED = "failed";
  private static final String REMOVED = "credential.removed";

  private static final Map<AuditEventType, String> SHOWN_AS =
      Map.ofEntries(
          Map.entry(AuditEventType.SIGN_IN_COMPLETED, "in"),
          Map.entry(AuditEventType.SIGN_IN_REFUSED, FAILED),
          Map.entry(AuditEventType.SMS_CODE_REFUSED, "code"),
          Map.entry(AuditEventType.PERSON_REGISTERED, "registered"),
          Map.entry(AuditEventType.PERSON_DISABLED, "disabled"),
          Map.entry(AuditEventType.PERSON_ENABLED, "enabled"),
          Map.entry(AuditEventType.PERSON_MERGED, "merged"),
          Map.entry(AuditEventType.PERSON_UNMERGED, "parted"),
          Map.entry(AuditEventType.PERSON_FROZEN, "frozen"),
          Map.entry(AuditEventType.PERSON_THAWED, "thawed"),
          Map.entry(AuditEventType.EVIDENCE_WITHDRAWN, "evidence"),
          Map.entry(AuditEventType.CREDENTIAL_ADDED, ADDED),
          Map.entry(AuditEventType.CREDENTIAL_REMOVED, REMOVED),
          Map.entry(AuditEventType.CREDENTIAL_SUSPECTED, "copied"),
          Map.entry(AuditEventType.PHONE_CHANGE_STARTED, "phone-wait"),
          Map.entry(AuditEventType.PHONE_CHANGE_CANCELLED, "phone-stay"),
          Map.entry(AuditEventType.PHONE_CHANGED, "phone-changed"),
          Map.entry(AuditEventType.TAKE_OVER_STARTED, "ways-wait"),
          Map.entry(AuditEventType.TAKE_OVER_STOPPED, "ways-stay"),
          Map.entry(AuditEventType.ACCOUNT_TAKEN_OVER, "ways-anew"),
          Map.entry(AuditEventType.TAKE_OVER_UNDONE, "ways-back"));

  /** All that is shown. */
  static final Set<AuditEventType> TYPES = SHOWN_AS.keySet();

  /** What is done in the browser that the event names, by whoever acts as the person. */
  private static final Set<AuditEventType> IN_ITS_BROWSER =
      Set.of(
          AuditEventType.SIGN_IN_COMPLETED,
          AuditEventType.SIGN_IN_REFUSED,
          AuditEventType.SMS_CODE_REFUSED,
          AuditEventType.PERSON_REGISTERED,
          AuditEventType.PERSON_FROZEN,
          AuditEventType.PERSON_THAWED,
          AuditEventType.CREDENTIAL_ADDED,
          AuditEventType.CREDENTIAL_SUSPECTED,
          AuditEventType.PHONE_CHANGE_STARTED,
          AuditEventType.PHONE_CHANGED);

  /** What a change of phone is stopped by on its own page, or with it by who freezes. */
  private static final Set<String> STOPPED_BY =
      Stream.concat(
              Arrays.stream(AccountRule.Own.values()).map(Enum::name),
              Stream.of("freeze", "better-evidence"))
          .collect(Collectors.toUnmodifiableSet());

  private WhatHappened() {}

  /** The end of the key of its sentence; empty for what the trail says of a kind unknown here. */
  static Optional<String> of(Entry event) {
    String what = SHOWN_AS.get(event.type());
    if (FAILED.equals(what) && "frozen".equals(event.details().get("reason"))) {
      return Optional.of("failed-frozen"); // what was shown was right
    }
    if (event.type() == AuditEventType.PERSON_THAWED) {
      return Optional.of(thawed(event.details().getOrDefault("by", "")));
    }
    if (what == null || !(what.equals(ADDED) || what.equals(REMOVED))) {
      return Optional.ofNullable(what);
    }
    String kind = event.details().getOrDefault("kind", "");
    if (what.equals(REMOVED)) {
      return KINDS.contains(kind) ? Optional.of(kind + "-removed") : Optional.empty();
    }
    boolean replaced = Boolean.parseBoolean(event.details().get("replaced"));
    return KINDS.contains(kind)
        ? Optional.of(kind + (replaced ? "-changed" : "-added"))
        : Optional.empty();
  }

  /** By the counter or the clock, which is none of the owner's doing. */
  private static String thawed(String by) {
    return switch (by) {
      case "counter" -> "thawed-counter";
      case "time" -> "thawed-time";
      default -> "thawed";
    };
  }

  /** Of a credential. */
  static final Set<String> KINDS = Set.of("phone", "password", "passkey", "link");

  /** The way by which it was, as the trail names it; blank if none is to be said. */
  static String way(Entry event) {
    String kind = event.details().getOrDefault("kind", "link"); // a phone is no way of an adapter
    return kind.equals("link") ? event.details().getOrDefault("way", "") : "";
  }

  /** All ways of a sign-in, in their order; of what has no more than one, that. */
  static List<String> ways(Entry event) {
    String all = event.details().getOrDefault("ways", "");
    return all.isEmpty()
        ? Stream.of(way(event)).filter(each -> !each.isEmpty()).toList()
        : List.of(all.split(" "));
  }

  /** Else by who took the account over, an operator or an authority: another's browser, or none. */
  private static boolean isStoppedByOwner(String by) {
    return STOPPED_BY.containsAll(List.of(by.split(" ")));
  }

  /** The browser in which the person, or whoever acted as them, did it; empty if none is shown. */
  static Optional<RequestOrigin> browser(Entry event) {
    boolean own =
        switch (event.type()) {
          case CREDENTIAL_REMOVED -> !event.details().containsKey("reason");
          case PHONE_CHANGE_CANCELLED -> isStoppedByOwner(event.details().getOrDefault("by", ""));
          default -> IN_ITS_BROWSER.contains(event.type());
        };
    return Optional.of(event.origin())
        .filter(origin -> own && !origin.equals(RequestOrigin.SERVER));
  }
}

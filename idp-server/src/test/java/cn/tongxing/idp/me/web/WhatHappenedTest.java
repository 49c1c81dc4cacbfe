package cn.tongxing.idp.me.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.OwnTrail.Entry;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the trail a person reads in their history. */
class WhatHappenedTest {

  /** Of the server, of departments, of steps before a try, or shown where it belongs. */
  private static final Set<AuditEventType> NOT_SHOWN =
      EnumSet.of(
          AuditEventType.SERVER_STARTED,
          AuditEventType.KEY_GENERATED,
          AuditEventType.KEY_ROTATED,
          AuditEventType.KEY_WRAPPED,
          AuditEventType.KEY_WITHDRAWN,
          AuditEventType.CLIENT_APPLIED,
          AuditEventType.CLIENT_REMOVED,
          AuditEventType.RESOURCE_APPLIED,
          AuditEventType.RESOURCE_REMOVED,
          AuditEventType.KIOSK_ADDED,
          AuditEventType.KIOSK_KEYED,
          AuditEventType.KIOSK_ENDED,
          AuditEventType.CITIZEN_IMPORTED,
          AuditEventType.TERMS_ACCEPTED,
          AuditEventType.PERSON_LOOKED_UP,
          AuditEventType.AUTHORIZATION_REFUSED,
          AuditEventType.SIGN_IN_STARTED,
          AuditEventType.SIGN_IN_LIMITED,
          AuditEventType.UPSTREAM_UNAVAILABLE,
          AuditEventType.CAPTURE_AGREED,
          AuditEventType.CAPTURE_ANSWERED,
          AuditEventType.SMS_SENT,
          AuditEventType.EVIDENCE_ADDED,
          AuditEventType.CLAIM_CONTRADICTED,
          AuditEventType.CREDENTIAL_CONFIRMED,
          AuditEventType.CREDENTIAL_RENAMED,
          AuditEventType.DEVICE_RENAMED, // opens and closes nothing
          AuditEventType.LINK_ALLOWED, // what is linked by it is shown
          AuditEventType.CONSENT_GIVEN,
          AuditEventType.CONSENT_REFUSED,
          AuditEventType.CONSENT_WITHDRAWN,
          AuditEventType.SESSION_STARTED,
          AuditEventType.SESSION_ENDED,
          AuditEventType.LOGOUT_DELIVERED,
          AuditEventType.LOGOUT_DELAYED,
          AuditEventType.LOGOUT_FAILED,
          AuditEventType.CODE_REDEEMED,
          AuditEventType.CODE_REPLAYED,
          AuditEventType.CODE_REFUSED,
          AuditEventType.TOKEN_ISSUED,
          AuditEventType.TOKEN_REFRESHED,
          AuditEventType.REFRESH_REUSED,
          AuditEventType.GRANT_REVOKED,
          AuditEventType.CLIENT_AUTHENTICATION_FAILED,
          AuditEventType.NOTICE_FAILED,
          AuditEventType.AUDIT_DAMAGED,
          AuditEventType.AUDIT_ARCHIVED,
          AuditEventType.TRAIL_READ,
          AuditEventType.COMMAND_GIVEN,
          AuditEventType.PEER_TOLD,
          AuditEventType.PEER_NOT_TOLD,
          AuditEventType.PERSON_ERASED, // whose history nobody can open
          AuditEventType.UPKEEP_FAILED);

  private static Entry event(AuditEventType type, Map<String, String> details) {
    return new Entry(
        new UUID(0, 1),
        type,
        Instant.EPOCH,
        RequestOrigin.SERVER,
        Optional.empty(),
        Optional.empty(),
        details);
  }

  @ParameterizedTest
  @EnumSource
  void eachKindIsShownOrLeftOutOnPurpose(AuditEventType type) {
    assertThat(WhatHappened.TYPES.contains(type)).isNotEqualTo(NOT_SHOWN.contains(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "messages_zh_TW", "messages_en"})
  void eachHasASentenceInEachLanguage(String file) throws IOException {
    Properties texts = new Properties();
    try (var in = getClass().getResourceAsStream("/" + file + ".properties")) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    List<Entry> all =
        WhatHappened.TYPES.stream()
            .flatMap(type ->
                WhatHappened.KINDS.stream()
                    .flatMap(kind ->
                        Stream.of("true", "false")
                            .map(it ->
                                event(
                                    type,
                                    type == AuditEventType.PERSON_THAWED
                                        ? Map.of("by", it.equals("true") ? "counter" : "time")
                                        : kind.equals("password")
                                            ? Map.of("kind", kind, "replaced", it)
                                            : Map.of("kind", kind)))))
            .toList();
    assertThat(all)
        .allSatisfy(each ->
            assertThat(texts).containsKey("me.history." + WhatHappened.of(each).orElseThrow()));
  }

  @ParameterizedTest
  @Clause("issue 5 item 41")
  @CsvSource({"counter, thawed-counter", "time, thawed-time", "owner, thawed", "'', thawed"})
  void whoMadeAFrozenAccountUsableIsSaid(String by, String said) {
    assertThat(WhatHappened.of(event(AuditEventType.PERSON_THAWED, Map.of("by", by))))
        .contains(said);
  }

  @Test
  void aKindOfCredentialThatIsNewIsNoErrorOnAnOldNode() {
    assertThat(WhatHappened.of(event(AuditEventType.CREDENTIAL_ADDED, Map.of("kind", "chip"))))
        .isEmpty();
  }
}

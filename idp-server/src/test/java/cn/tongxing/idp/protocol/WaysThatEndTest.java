package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What was shown of a way to the account counts nothing from the moment in which that way ends,
 * whatever is open then: what rests on it alone ends, what rests on another beside it goes on with
 * that.
 */
@Clause({"C8", "N5", "N8"})
class WaysThatEndTest {

  private static final String WORD = "correct horse battery";

  private final RunningServer server = RunningServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);
  private final Sessions sessions = server.bean(Sessions.class);
  private final InSession inSession = server.bean(InSession.class);
  private final HeldTokens held = new HeldTokens(server);
  private final PersonId person = server.person();

  /** A way that ends, and by which factor it is shown. */
  private enum Way {
    PASSWORD_REPLACED("password", Factor.PASSWORD),
    PASSKEY_REMOVED("passkey", Factor.SOFTWARE_KEY),
    PHONE_FELL("sms", Factor.SMS),
    PHONE_CHANGED("sms", Factor.SMS);

    private final String method;
    private final Factor factor;

    Way(String method, Factor factor) {
      this.method = method;
      this.factor = factor;
    }

    /** One of another kind. */
    private Way beside() {
      return factor == Factor.SMS ? PASSWORD_REPLACED : PHONE_CHANGED;
    }
  }

  /** What is open as it ends. */
  private enum Open {
    PAGE,
    ACT_OF_A_PAGE,
    SILENT_SIGN_ON,
    REFRESH,
    USERINFO,
    CODE,
    PENDING_SIGN_IN
  }

  static Stream<Arguments> waysAndWhatIsOpen() {
    return Arrays.stream(Way.values())
        .flatMap(way -> Arrays.stream(Open.values()).map(open -> Arguments.of(way, open)));
  }

  /** Of a person with all of them; the account is the person's from before. */
  private void has(Way way) throws Exception {
    server.bean(PasswordCredentials.class).set(person, WORD, RequestOrigin.SERVER);
    if (way == Way.PASSKEY_REMOVED) {
      var passkeys = server.bean(PasskeyCredentials.class);
      var ceremony = passkeys.register(person);
      String made =
          FakeAuthenticator.at(server.issuer(), "localhost").create(ceremony.optionsJson());
      assertThat(
              passkeys.finishRegistration(
                  person, ceremony.challenge(), made, "", RequestOrigin.SERVER))
          .isTrue();
    }
  }

  private void ends(Way way, Optional<SignInId> by) {
    var phones = server.bean(PhoneChanges.class);
    switch (way) {
      case PASSWORD_REPLACED ->
          assertThat(
                  server
                      .bean(PasswordCredentials.class)
                      .set(person, WORD + " staple", by, () -> true, RequestOrigin.SERVER))
              .isEqualTo(PasswordCredentials.Change.ACCEPTED);
      case PASSKEY_REMOVED ->
          assertThat(
                  server
                      .bean(PasskeyCredentials.class)
                      .remove(
                          person,
                          jdbc.sql("select id from passkey_credential where person = ?")
                              .param(person.value())
                              .query(UUID.class)
                              .single(),
                          by,
                          RequestOrigin.SERVER))
              .isTrue();
      case PHONE_FELL -> {
        jdbc.sql(
                "update phone_credential set own_use_at = now() - interval '100 days'"
                    + " where person = ?")
            .param(person.value())
            .update();
        var phone = server.bean(Profiles.class).find(person).orElseThrow().phone().orElseThrow();
        assertThat(
                by.map(it -> phones.disown(person, phone, it, RequestOrigin.SERVER))
                    .orElseGet(() -> phones.disown(phone, RequestOrigin.SERVER) == 1))
            .isTrue();
      }
      case PHONE_CHANGED -> {
        var fresh = ProofFixtures.phone(ProofFixtures.phone());
        var shown = new Shown(Set.of(Own.PASSWORD, Own.PASSKEY), Optional.empty(), false);
        assertThat(
                by.map(it -> phones.ask(person, fresh, shown, it, RequestOrigin.SERVER))
                    .orElseGet(() -> phones.ask(person, fresh, shown, RequestOrigin.SERVER)))
            .isEqualTo(new PhoneChanges.Outcome.Changed());
      }
    }
  }

  private static SignInId signIn() {
    return new SignInId(TimeOrderedId.at(Instant.now(), new SecureRandom()));
  }

  private Sessions.Started signedIn(Way... ways) {
    return server
        .bean(TransactionTemplate.class)
        .execute(_ -> {
          Sessions.Started started = null;
          for (Way way : ways) {
            started =
                sessions.start(
                    new Sessions.Authenticated(person, signIn(), way.method, Set.of(way.factor)),
                    Optional.ofNullable(started).map(Sessions.Started::session),
                    RequestOrigin.SERVER);
          }
          return started;
        });
  }

  private int refreshed(Map<String, Object> tokens) {
    return server
        .call(
            Endpoints.TOKEN,
            "fund",
            Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.get("refresh_token").toString()))
        .statusCode();
  }

  private TakeOvers.Start mayStart(SignInId began) {
    return server
        .bean(TransactionTemplate.class)
        .execute(_ -> server.bean(TakeOvers.class).mayStart(person, began));
  }

  @ParameterizedTest
  @MethodSource("waysAndWhatIsOpen")
  void whatRestsOnItAloneEndsWithIt(Way way, Open open) throws Exception {
    has(way);
    Sessions.Started session = signedIn(way);
    String cookie = session.cookieValue();
    SignInId pending = signIn();
    Map<String, Object> tokens = held.of(cookie);
    String code = held.code(cookie);
    assertThat(held.userInfo(tokens)).isEqualTo(200);

    ends(way, Optional.empty());

    switch (open) {
      case PAGE ->
          assertThat(location(server.get("/me", Map.of(), sessionCookie(cookie))))
              .startsWith("/sign-in/");
      case ACT_OF_A_PAGE -> assertThat(inSession.goesOn(session.session())).isFalse();
      case SILENT_SIGN_ON -> assertThat(held.silently(cookie)).contains("error=login_required");
      case REFRESH -> assertThat(refreshed(tokens)).isEqualTo(400);
      case USERINFO -> assertThat(held.userInfo(tokens)).isEqualTo(401);
      case CODE -> assertThat(held.redeemed(code)).containsEntry("error", "invalid_grant");
      case PENDING_SIGN_IN ->
          assertThat(mayStart(pending)).isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
    }
    assertThat(sessions.open(person)).isEmpty();
    assertThat(new AuditTrail(jdbc).of(person)).contains("session.ended", "grant.revoked");
  }

  @ParameterizedTest
  @EnumSource
  void whatRestsOnAnotherBesideItGoesOnWithThat(Way way) throws Exception {
    has(way);
    Sessions.Started alone = signedIn(way.beside());
    Map<String, Object> untouched = held.of(alone.cookieValue());
    Sessions.Started both = signedIn(way.beside(), way);
    String cookie = both.cookieValue();
    assertThat(both.session().authentications().own())
        .containsExactlyInAnyOrder(way.factor, way.beside().factor);
    Map<String, Object> promised = held.of(cookie);
    String code = held.code(cookie);

    ends(way, Optional.empty());

    assertThat(sessions.find(cookie).orElseThrow().authentications().own())
        .containsExactly(way.beside().factor);
    assertThat(sessions.find(alone.cookieValue()).orElseThrow().authentications())
        .isEqualTo(alone.session().authentications());
    assertThat(inSession.goesOn(both.session())).as("what let an act in counts less").isFalse();
    assertThat(inSession.goesOn(alone.session())).isTrue();
    assertThat(refreshed(promised)).as("of two kinds").isEqualTo(400);
    assertThat(held.redeemed(code)).containsEntry("error", "invalid_grant");
    assertThat(refreshed(untouched)).isEqualTo(200);
    assertThat(refreshed(held.of(cookie))).as("of what is left").isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void theSessionInWhichItsOwnerEndedItGoesOn(Way way) throws Exception {
    has(way);
    Sessions.Started here = signedIn(way);
    Sessions.Started elsewhere = signedIn(way);

    ends(way, Optional.of(here.session().signIn()));

    assertThat(sessions.find(elsewhere.cookieValue())).isEmpty();
    var left = sessions.find(here.cookieValue()).orElseThrow();
    boolean another = way == Way.PASSWORD_REPLACED || way == Way.PHONE_CHANGED;
    assertThat(left.authentications().own())
        .isEqualTo(another ? Set.of(way.factor) : Set.<Factor>of());
    assertThat(left.isByFact()).as("nothing is left that changes anything").isEqualTo(!another);
  }

  /** The reset is the owner's last word: what a thief has open undoes nothing. */
  @Test
  void aStolenPasswordDoesNotUndoItsReplacement() throws Exception {
    has(Way.PASSWORD_REPLACED);
    Sessions.Started thief = signedIn(Way.PASSWORD_REPLACED);
    Sessions.Started owner = signedIn(Way.PHONE_CHANGED, Way.PASSWORD_REPLACED);
    ends(Way.PASSWORD_REPLACED, Optional.of(owner.session().signIn()));

    assertThat(
            server
                .bean(PasswordCredentials.class)
                .set(
                    person,
                    WORD + " of a thief",
                    Optional.of(thief.session().signIn()),
                    () -> inSession.goesOn(thief.session()),
                    RequestOrigin.SERVER))
        .isEqualTo(PasswordCredentials.Change.ENDED_MEANWHILE);
    assertThat(sessions.find(owner.cookieValue())).isPresent();
  }
}

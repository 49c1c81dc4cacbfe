package cn.tongxing.sample;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.sdk.Citizen;
import cn.tongxing.sdk.PendingSignIn;
import cn.tongxing.sdk.Tokens;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who stays signed in when the provider says that somebody is not. */
class AppSessionsTest {

  private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
  private static final Optional<String> NONE = Optional.empty();

  private final AppSessions sessions = new AppSessions();

  private AppSession signedIn(String subject, String sid) {
    AppSession session = sessions.create();
    session.signIn(
        new AppSession.SignedIn(
            new Citizen(
                subject,
                Optional.of(sid).filter(each -> !each.isEmpty()),
                Optional.empty(),
                List.of("sms"),
                NOW,
                Map.of("sub", subject)),
            new Tokens("a", NOW, Optional.empty(), "i"),
            "*三",
            Optional.empty()));
    return session;
  }

  private boolean isOpen(AppSession session) {
    return sessions.find(session.id()).filter(found -> found == session).isPresent();
  }

  private static PendingSignIn pending(String state) {
    return new PendingSignIn(URI.create("https://id.example/a"), state, "nonce", "verifier");
  }

  @Test
  void aSessionThatIsNamedEndsAloneWhoeverItIs() {
    AppSession named = signedIn("one", "s1");
    AppSession elsewhere = signedIn("one", "s2");
    AppSession unnamed = signedIn("one", "");

    sessions.end(Optional.of("s1"), Optional.of("one"));

    assertThat(isOpen(named)).isFalse();
    assertThat(isOpen(elsewhere)).isTrue();
    assertThat(isOpen(unnamed)).isTrue();
  }

  @Test
  void aPersonThatIsNamedEndsEverywhereAndNobodyElseDoes() {
    AppSession here = signedIn("one", "s1");
    AppSession elsewhere = signedIn("one", "");
    AppSession other = signedIn("other", "s3");
    AppSession visitor = sessions.create();

    sessions.end(NONE, Optional.of("one"));

    assertThat(isOpen(here)).isFalse();
    assertThat(isOpen(elsewhere)).isFalse();
    assertThat(isOpen(other)).isTrue();
    assertThat(isOpen(visitor)).as("who has not signed in").isTrue();
  }

  @Test
  void whatNamesNobodyEndsNothing() {
    AppSession one = signedIn("one", "");

    sessions.end(NONE, NONE);
    sessions.end(Optional.of("unknown"), NONE);

    assertThat(isOpen(one)).isTrue();
  }

  @Test
  void eachSessionHasSecretsOfItsOwn() {
    AppSession one = sessions.create();
    AppSession other = sessions.create();

    assertThat(List.of(one.id(), one.formToken(), other.id(), other.formToken()))
        .doesNotHaveDuplicates()
        .allMatch(secret -> secret.matches("[A-Za-z0-9_-]{43}"));
    sessions.end(one);
    assertThat(isOpen(one)).isFalse();
    assertThat(isOpen(other)).isTrue();
  }

  @Test
  void ofAFloodOfVisitorsTheLatestAreKeptAndNoMoreThanFitInMemory() {
    List<AppSession> visitors = new ArrayList<>();
    for (int visitor = 0; visitor < 10_050; visitor++) {
      AppSession next = sessions.create();
      assertThat(isOpen(next)).as("who has just come is never the one that goes").isTrue();
      visitors.add(next);
    }

    assertThat(visitors.stream().filter(this::isOpen)).hasSize(10_000);
  }

  @Test
  void aSignInIsFinishedOnceAndOfManyTabsTheOldestIsGivenUp() {
    AppSession session = sessions.create();
    for (int tab = 0; tab < 11; tab++) {
      session.begin(pending("state-" + tab));
    }

    assertThat(session.takePending("state-0")).isEmpty();
    assertThat(session.takePending("state-10")).contains(pending("state-10"));
    assertThat(session.takePending("state-10")).as("a second time").isEmpty();
    assertThat(session.takePending("")).isEmpty();
    assertThat(session.stillPending())
        .extracting(PendingSignIn::state)
        .hasSize(9)
        .startsWith("state-1")
        .endsWith("state-9");
  }
}

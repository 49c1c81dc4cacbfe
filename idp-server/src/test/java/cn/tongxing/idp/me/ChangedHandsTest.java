package cn.tongxing.idp.me;

import static cn.tongxing.idp.me.MyAccountTest.mark;
import static cn.tongxing.idp.me.MyAccountTest.step;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.session.ChangingHands;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;

/**
 * A form of a session that ended, before it was sent or before it came to the person's row: at no
 * door does it do anything any more, and whoever sent it signs in again.
 */
@Clause({"L1", "N8"})
class ChangedHandsTest {

  private static final String ENDED_BY =
      "select count(*) from sso_session where person = ? and end_reason = '%s'";
  private static final String PASSKEYS = "select count(*) from passkey_credential where person = ?";

  private static final String NAME = "/me/{kind:passkeys|sessions}/{id}/name";

  /** What a form of the citizen's page does, and where that is seen. */
  private enum Door {
    FREEZE("/me/freeze", "/me/freeze", "select frozen::int from person where id = ?"),
    NOT_ME("/me/history", "/me/not-me", ENDED_BY.formatted("NOT_ME")),
    END_ONE("/me", "/me/sessions/{id}/end", ENDED_BY.formatted("ELSEWHERE")),
    END_OTHERS("/me", "/me/sessions/end-others", ENDED_BY.formatted("ELSEWHERE")),
    STOP_PHONE(
        "/me/phone/cancel",
        "/me/phone/cancel",
        "select count(*) from phone_change where person = ? and ended_at is null"),
    DISOWN_PHONE(
        "/me/phone",
        "/me/phone/{index}/disown",
        "select count(*) from phone_credential where person = ? and ended_at is null"),
    WITHDRAW(
        "/me/agreements/{client}/withdraw",
        "/me/agreements/{client}/withdraw",
        "select count(*) from consent where person_id = ? and withdrawn_at is null"),
    NAME_PASSKEY("/me/passkeys/{id}/name", NAME, PASSKEYS + " and name is null"),
    NAME_DEVICE(
        "/me/sessions/{id}/name", NAME, "select count(*) from device_name where person = ?"),
    REMOVE_PASSKEY("/me/passkeys/{id}/remove", "/me/{kind:passkeys}/{id}/remove", PASSKEYS),
    ADD_PASSKEY("/me/credentials", "/me/credentials", PASSKEYS),
    SET_PASSWORD(
        "/me/credentials",
        "/me/credentials",
        "select count(*) from password_credential where person = ?");

    private final String page;
    private final String form;
    private final String state;

    Door(String page, String form, String state) {
      this.page = page;
      this.form = form;
      this.state = state;
    }
  }

  /** Forms of other rooms, and why they need not be here. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("/me/{kind:links}/{id}/end", "a linked way: LinkedWayTest"),
          Map.entry("/me/links/{id}/again", "in InSession as all of them: LinkedWayTest"),
          Map.entry("/me/phone", "begins a sign-in, which EndedMeanwhileTest ends"),
          Map.entry("/sign-in/{id}", "what it sets in a session: EndedMeanwhileTest"),
          Map.entry("/sign-in/{id}/frames", "a step of a sign-in as any: SpentSignInTest"),
          Map.entry("/oauth2/authorize/consent", "an agreement: ConsentPostsTest"),
          Map.entry("/oauth2/authorize", "changes nothing before it is resumed"),
          Map.entry("/sign-in/{id}/time", "nothing of a person's"),
          Map.entry("/sign-in/callback/{handle}", "before anybody is signed in"),
          Map.entry("/sign-in/callback/to/{way}", "before anybody is signed in"),
          Map.entry("/sign-in/notify/{handle}", "before anybody is signed in"),
          Map.entry("/oauth2/logout", "only ends what it is in"),
          Map.entry("/oauth2/logout/confirm", "only ends what it is in"),
          Map.entry("/kiosk/key/{link}", "the machine's"),
          Map.entry("/kiosk/here", "the machine's"),
          Map.entry("/kiosk/leave", "only ends what it is in"));

  private final RunningServer server = RunningServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);
  private final Sessions sessions = server.bean(Sessions.class);
  private final PersonId person = server.person();
  private final String cookie = sessionCookie(server.signIn(person).cookieValue());

  @Test
  void everyFormOfTheServerIsHereOrSaysWhyNot() {
    Set<String> forms =
        server.beans(RequestMappingHandlerMapping.class).stream()
            .flatMap(each -> each.getHandlerMethods().entrySet().stream())
            .filter(each -> each.getValue().getBeanType().getName().startsWith("cn.tongxing"))
            .map(Map.Entry::getKey)
            .filter(each -> changes(each.getMethodsCondition().getMethods()))
            .flatMap(each -> each.getPatternValues().stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(forms)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Arrays.stream(Door.values()).map(each -> each.form),
                    ELSEWHERE.keySet().stream())
                .collect(Collectors.toSet()));
  }

  private static boolean changes(Set<RequestMethod> methods) {
    return methods.stream()
        .anyMatch(each -> !Set.of(RequestMethod.GET, RequestMethod.HEAD).contains(each));
  }

  @ParameterizedTest
  @EnumSource
  void whatASessionBeganComesToNothingIfItEndedBeforeThePersonWasHeld(Door door) throws Exception {
    Form form = prepared(door);
    List<String> before = seen(door);
    var hands = new ChangingHands(jdbc, server.bean(TransactionTemplate.class), sessions);

    HttpResponse<String> answer = hands.during(person, form::post, () -> server.signIn(person));

    assertThat(seen(door)).isEqualTo(before);
    assertThat(sessions.open(person)).as("the owner's").hasSize(1);
    leadsToASignIn(answer);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasLookedAtBeforeItEndedComesToNothingAfter(Door door) throws Exception {
    Form form = prepared(door);
    List<String> before = seen(door);
    sessions.endAll(person, Sessions.EndReason.OPERATOR, RequestOrigin.SERVER);
    server.signIn(person);

    HttpResponse<String> answer = form.post();

    assertThat(seen(door)).isEqualTo(before);
    assertThat(sessions.open(person)).as("the owner's").hasSize(1);
    if (door != Door.DISOWN_PHONE) { // whose address names a phone of nobody
      leadsToASignIn(answer);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatItDoesWhileItsSessionGoesOnIsSeen(Door door) throws Exception {
    Form form = prepared(door);
    List<String> before = seen(door);

    assertThat(form.post().statusCode()).isEqualTo(303);

    assertThat(seen(door)).isNotEqualTo(before);
  }

  /** A page that was read, and what would be sent from it. */
  private record Form(RunningServer server, String path, Map<String, String> sent, String[] from) {

    HttpResponse<String> post() {
      return server.post(path, sent, from);
    }
  }

  private void leadsToASignIn(HttpResponse<String> answer) {
    HttpResponse<String> last = answer;
    for (int hop = 0; hop < 3 && !location(last).startsWith("/sign-in/"); hop++) {
      assertThat(last.statusCode()).isEqualTo(303);
      assertThat(location(last)).startsWith("/me").doesNotContain("done=", "frozen");
      last = server.get(location(last), Map.of(), cookie);
    }
    assertThat(location(last)).startsWith("/sign-in/");
  }

  private Form prepared(Door door) throws Exception {
    String id = beforehand(door);
    var page = server.get(door.page.replaceAll("\\{\\w+}", id), Map.of(), cookie);
    String path = (door.form.contains("{kind:") ? door.page : door.form).replaceAll("\\{\\w+}", id);
    Map<String, String> sent = new HashMap<>(Map.of("step", step(page, path), "session", id));
    sent.put("label", "新");
    switch (door) {
      case SET_PASSWORD -> {
        sent.put("action", "password");
        sent.put("new_password", "床前明月光疑是地上霜");
        sent.put("challenge", found("name=\"challenge\" value=\"([^\"]+)\"", page));
      }
      case ADD_PASSKEY -> {
        sent.put("action", "passkey");
        sent.put("challenge", found("name=\"challenge\" value=\"([^\"]+)\"", page));
        String options = HtmlUtils.htmlUnescape(found("data-options=\"([^\"]+)\"", page));
        sent.put("credential", FakeAuthenticator.at(server.issuer(), "localhost").create(options));
      }
      default -> {}
    }
    return new Form(server, path, sent, new String[] {cookie, mark(page)});
  }

  private static String found(String pattern, HttpResponse<String> page) {
    var matcher = Pattern.compile(pattern).matcher(page.body());
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  /** What there is to be changed; gives what its address names. */
  private String beforehand(Door door) throws Exception {
    return switch (door) {
      case STOP_PHONE -> {
        server
            .bean(PhoneChanges.class)
            .ask(
                person,
                ProofFixtures.phone(ProofFixtures.phone()),
                new Shown(Set.of(Own.PASSWORD), Optional.empty(), false),
                RequestOrigin.SERVER);
        yield "";
      }
      case DISOWN_PHONE -> {
        jdbc.sql(
                "update phone_credential set own_use_at = own_use_at - interval '99 days'"
                    + " where person = ?")
            .param(person.value())
            .update();
        yield "0";
      }
      case WITHDRAW -> {
        server
            .bean(Consents.class)
            .agree(
                person, new ClientId("hospital"), Set.of("openid"), "test", RequestOrigin.SERVER);
        yield "hospital";
      }
      case NAME_DEVICE -> {
        var here = sessions.open(person).getFirst().session();
        jdbc.sql("update sso_session set browser_hash = sha256('here') where id = ?")
            .param(here.id().value())
            .update();
        yield here.id().toString();
      }
      case NAME_PASSKEY, REMOVE_PASSKEY -> MyAccountTest.passkey(server, person);
      case NOT_ME -> {
        var other = server.signIn(person).session().id();
        server
            .bean(Audit.class)
            .record(
                AuditEvent.of(AuditEventType.SIGN_IN_COMPLETED, RequestOrigin.SERVER)
                    .person(person)
                    .session(other));
        yield other.toString();
      }
      case END_ONE, END_OTHERS -> server.signIn(person).session().id().toString();
      case FREEZE, ADD_PASSKEY, SET_PASSWORD -> "";
    };
  }

  /** The stored state, and what else than signing in and out is on the trail. */
  private List<String> seen(Door door) {
    return Stream.concat(
            jdbc.sql(door.state).param(person.value()).query(String.class).list().stream(),
            jdbc
                .sql(
                    "select type from audit_event where person = ?"
                        + " and type not like 'session.%' order by type")
                .param(person.value())
                .query(String.class)
                .list()
                .stream())
        .toList();
  }
}

package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static cn.tongxing.idp.kernel.RequestOrigin.SERVER;
import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.EvidenceWithdrawals;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A code that is under way is worth nothing once whose it is may no longer use the account. */
@Clause({"C8", "L1", "N5"})
class PendingCodesTest {

  private static final String FUND = "https://fund.example/cb";
  private static final Standings.Reason REASON = new Standings.Reason("case/117");
  private static final Merges.Approval EYES = new Merges.Approval(REASON, "window-3", "window-4");
  private static final TakeOvers.Decision DECISION =
      new TakeOvers.Decision(
          REASON, REASON, new Standings.Reason("window-3"), new Standings.Reason("window-4"));

  private final RunningServer server = RunningServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);

  /** What happens between the code and its redemption. */
  private enum Act {
    DISABLE,
    FREEZE,
    TAKE_OVER,
    UNDO_TAKE_OVER,
    MERGE,
    UNMERGE,
    FIRST_DOCUMENT,
    ANOTHER_PHONE,
    WITHDRAW_EVIDENCE
  }

  /** Whose code it is, what happens to the account, and what shall come of it. */
  private record Story(PersonId person, Supplier<Object> act, Object outcome) {}

  private Story story(Act act) {
    return switch (act) {
      case DISABLE -> {
        PersonId person = server.person();
        yield new Story(
            person,
            () -> server.bean(Standings.class).disable(person, REASON, Window.OPERATOR, SERVER),
            Standings.Change.CHANGED);
      }
      case FREEZE -> {
        PersonId person = server.person();
        yield new Story(
            person,
            () -> server.bean(Freezes.class).freeze(person, SERVER),
            Freezes.Change.CHANGED);
      }
      case TAKE_OVER -> {
        PersonId person = server.person();
        yield new Story(person, () -> takenOver(person), TakeOvers.Outcome.DONE);
      }
      case UNDO_TAKE_OVER -> undoneTakeOver(server.person());
      case MERGE -> {
        PersonId gone = enrolled(account());
        yield new Story(gone, () -> merged(server.person(), gone), Merges.Outcome.DONE);
      }
      case UNMERGE -> unmerged(server.person(), enrolled(account()));
      case FIRST_DOCUMENT ->
          proven(account -> account.name("李明").document(resident(ProofFixtures.idNumber())));
      case ANOTHER_PHONE -> proven(account -> account.phone(ProofFixtures.phone()));
      case WITHDRAW_EVIDENCE -> withdrawn(server.person());
    };
  }

  private Object takenOver(PersonId person) {
    return server
        .bean(TakeOvers.class)
        .atCounter(person, ProofFixtures.phone(ProofFixtures.phone()), DECISION, SERVER);
  }

  private Story undoneTakeOver(PersonId person) {
    assertThat(takenOver(person)).isEqualTo(TakeOvers.Outcome.DONE);
    return new Story(
        person,
        () -> server.bean(TakeOvers.class).undo(person, DECISION, SERVER),
        TakeOvers.Outcome.DONE);
  }

  private Object merged(PersonId kept, PersonId gone) {
    return server.bean(Merges.class).merge(kept, gone, EYES, SERVER);
  }

  private Story unmerged(PersonId kept, PersonId gone) {
    assertThat(merged(kept, gone)).isEqualTo(Merges.Outcome.DONE);
    return new Story(
        kept, () -> server.bean(Merges.class).unmerge(gone, EYES, SERVER), Merges.Outcome.DONE);
  }

  private Story withdrawn(PersonId person) {
    return new Story(
        person,
        () ->
            server
                .bean(EvidenceWithdrawals.class)
                .withdraw(person, Method.NAME_NUMBER_MATCH, Optional.empty(), EYES, SERVER),
        EvidenceWithdrawals.Outcome.WITHDRAWN);
  }

  /** A nameless account, and its pseudonym again with what settles whose it is. */
  private Story proven(UnaryOperator<ProofFixtures.Builder> anew) {
    String pseudonym = UUID.randomUUID().toString();
    PersonId person = enrolled(account(pseudonym));
    return new Story(
        person, () -> enrol(anew.apply(account(pseudonym))), new Enrolment.Recognised(person));
  }

  private static ProofFixtures.Builder account() {
    return account(UUID.randomUUID().toString());
  }

  private static ProofFixtures.Builder account(String pseudonym) {
    return ProofFixtures.proof()
        .account("police-network", "organisation-1", pseudonym)
        .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
  }

  private Enrolment enrol(ProofFixtures.Builder proof) {
    SignInId signIn = new SignInId(TimeOrderedId.at(Instant.now(), new SecureRandom()));
    return server.bean(Enrolments.class).enrol(proof.build(), signIn, SERVER);
  }

  private PersonId enrolled(ProofFixtures.Builder proof) {
    return ((Enrolment.Created) enrol(proof)).person();
  }

  private long grants(PersonId person) {
    return jdbc.sql(
            "select count(*) from authorization_grant where person_id = ? and revoked_at is null")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  @ParameterizedTest
  @EnumSource(Act.class)
  void isRefusedAndNoGrantLives(Act act) {
    Story story = story(act);
    PersonId person = story.person();
    String before = server.code("fund", FUND, server.signIn(person).cookieValue());
    assertThat(server.call(Endpoints.TOKEN, "fund", codeGrant(before, FUND)).statusCode())
        .isEqualTo(200);
    String pending = server.code("fund", FUND, server.signIn(person).cookieValue());

    assertThat(story.act().get()).isEqualTo(story.outcome());

    var refused = server.call(Endpoints.TOKEN, "fund", codeGrant(pending, FUND));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused)).containsEntry("error", "invalid_grant");
    assertThat(grants(person)).isZero();
  }
}

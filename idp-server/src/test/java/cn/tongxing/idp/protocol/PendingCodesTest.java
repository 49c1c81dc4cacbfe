package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.testing.Clause;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
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

  /** What happens between the code and its redemption; gives what came of it. */
  private enum Act {
    DISABLE(
        Standings.Change.CHANGED,
        (server, person) ->
            server.bean(Standings.class).disable(person, REASON, RequestOrigin.SERVER)),
    FREEZE(
        Freezes.Change.CHANGED,
        (server, person) -> server.bean(Freezes.class).freeze(person, RequestOrigin.SERVER)),
    TAKE_OVER(
        TakeOvers.Outcome.DONE,
        (server, person) ->
            server
                .bean(TakeOvers.class)
                .atCounter(
                    person,
                    ProofFixtures.phone(ProofFixtures.phone()),
                    DECISION,
                    RequestOrigin.SERVER)),
    MERGE(
        Merges.Outcome.DONE,
        (server, person) ->
            server.bean(Merges.class).merge(server.person(), person, EYES, RequestOrigin.SERVER)),
    UNMERGE(
        Merges.Outcome.DONE,
        (server, person) ->
            server.bean(Merges.class).unmerge(other(person), EYES, RequestOrigin.SERVER));

    private static final java.util.Map<PersonId, PersonId> MERGED =
        new java.util.concurrent.ConcurrentHashMap<>();

    private final Enum<?> done;
    private final BiFunction<RunningServer, PersonId, Enum<?>> act;

    Act(Enum<?> done, BiFunction<RunningServer, PersonId, Enum<?>> act) {
      this.done = done;
      this.act = act;
    }

    private static PersonId other(PersonId kept) {
      return java.util.Objects.requireNonNull(MERGED.get(kept));
    }
  }

  private PersonId nameless() {
    var proof =
        ProofFixtures.proof()
            .account("police-network", "organisation-1", UUID.randomUUID().toString())
            .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL)
            .build();
    SignInId signIn = new SignInId(TimeOrderedId.at(Instant.now(), new SecureRandom()));
    return ((Enrolment.Created)
            server.bean(Enrolments.class).enrol(proof, signIn, RequestOrigin.SERVER))
        .person();
  }

  private PersonId person(Act act) {
    return switch (act) {
      case DISABLE, FREEZE, TAKE_OVER -> server.person();
      case MERGE -> nameless();
      case UNMERGE -> {
        PersonId kept = server.person();
        PersonId gone = nameless();
        assertThat(server.bean(Merges.class).merge(kept, gone, EYES, RequestOrigin.SERVER))
            .isEqualTo(Merges.Outcome.DONE);
        Act.MERGED.put(kept, gone);
        yield kept;
      }
    };
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
    PersonId person = person(act);
    String before = server.code("fund", FUND, server.signIn(person).cookieValue());
    assertThat(server.call(Endpoints.TOKEN, "fund", codeGrant(before, FUND)).statusCode())
        .isEqualTo(200);
    String pending = server.code("fund", FUND, server.signIn(person).cookieValue());

    assertThat(act.act.apply(server, person)).isEqualTo(act.done);

    var refused = server.call(Endpoints.TOKEN, "fund", codeGrant(pending, FUND));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused)).containsEntry("error", "invalid_grant");
    assertThat(grants(person)).isZero();
  }
}

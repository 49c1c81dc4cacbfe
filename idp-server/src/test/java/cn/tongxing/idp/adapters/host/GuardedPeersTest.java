package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.CitizenNews.Kind;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.adapter.spi.Told;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.adapters.PeerHost.Handed;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What an upstream is told, and what one that does not listen does to nobody. */
@Clause("issue 6 item 2: registered and level raised")
class GuardedPeersTest {

  private static final LocalizedText TEXT = new LocalizedText("方式", "方式", "Way");
  private static final Set<Capability> BOTH =
      Set.of(Capability.HEARS_REGISTERED, Capability.HEARS_LEVEL_RAISED);

  private final MovableClock clock = new MovableClock();
  private final List<CitizenNews> heard = new ArrayList<>();
  private final List<String> measured = new ArrayList<>();
  private Function<CitizenNews, Told> answer = _ -> new Told.Taken();

  private final AuthenticationAdapter adapter =
      new AuthenticationAdapter() {
        @Override
        public Outcome handle(Step step, StepContext context) {
          return new Outcome.Unavailable("nobody signs in");
        }

        @Override
        public Told tell(CitizenNews news, Instant deadline) {
          heard.add(news);
          return answer.apply(news);
        }
      };

  private ConfiguredAdapter configured(
      boolean enabled, boolean tellsIdentity, Set<Capability> capabilities) {
    HostSettings settings =
        new HostSettings(
            Optional.of(enabled),
            List.of(),
            List.of(),
            Optional.of(Duration.ofMillis(200)),
            Optional.of(1),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(tellsIdentity));
    AdapterDescriptor descriptor =
        new AdapterDescriptor(
            "peer",
            AdapterDescriptor.SPI_VERSION,
            TEXT,
            TEXT,
            capabilities,
            List.of(DocumentType.RESIDENT_ID));
    return ConfiguredAdapter.of(descriptor, adapter, List.of(), settings);
  }

  private GuardedPeers host(ConfiguredAdapter configured) {
    return new GuardedPeers(
        List.of(configured),
        (id, step, outcome, took) -> measured.add(id + " " + step + " " + outcome),
        clock);
  }

  private GuardedPeers host(boolean tellsIdentity) {
    return host(configured(true, tellsIdentity, BOTH));
  }

  private CitizenNews news(List<ExternalSubject> subjects, PersonFacts facts) {
    return new CitizenNews("n-1", Kind.LEVEL_RAISED, clock.instant(), 3, "other", subjects, facts);
  }

  private CitizenNews news() {
    return news(List.of(new ExternalSubject("https://peer.example", "s-1")), PersonFacts.none());
  }

  @Test
  void onlyWhoDeclaresItAndIsSwitchedOnHears() {
    assertThat(host(true).hearing(Kind.REGISTERED)).containsExactly("peer");
    assertThat(host(true).hearing(Kind.LEVEL_RAISED)).containsExactly("peer");
    assertThat(host(false).hearing(Kind.REGISTERED)).as("may know nobody new").isEmpty();
    assertThat(host(false).hearing(Kind.LEVEL_RAISED)).containsExactly("peer");

    GuardedPeers off = host(configured(false, true, BOTH));
    GuardedPeers deaf = host(configured(true, true, Set.of()));
    assertThat(off.hearing(Kind.LEVEL_RAISED)).isEmpty();
    assertThat(deaf.hearing(Kind.LEVEL_RAISED)).isEmpty();
    assertThat(off.tell("peer", news()).told()).isInstanceOf(Told.Refused.class);
    assertThat(deaf.tell("peer", news()).told()).isInstanceOf(Told.Refused.class);
    assertThat(host(true).tell("another", news()).told()).isInstanceOf(Told.Refused.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void nameAndDocumentGoWhereTheOperatorSaysSoAndOfTypesThatTheWayServes() {
    var resident = ProofFixtures.resident(ProofFixtures.idNumber());
    var permit = ProofFixtures.permit("H12345678");
    PersonFacts facts =
        PersonFacts.none()
            .named(ProofFixtures.name("李明"))
            .holding(resident)
            .holding(permit)
            .reachedAt(ProofFixtures.phone(ProofFixtures.phone()));
    CitizenNews all = news(news().subjects(), facts);

    assertThat(host(true).tell("peer", all).told()).isEqualTo(new Told.Taken());
    assertThat(host(false).tell("peer", all).told()).isEqualTo(new Told.Taken());

    assertThat(heard.getFirst().facts())
        .isEqualTo(PersonFacts.none().named(ProofFixtures.name("李明")).holding(resident));
    assertThat(heard.getLast().facts()).isEqualTo(PersonFacts.none());
    assertThat(heard.getLast().subjects()).isEqualTo(all.subjects());
  }

  @Test
  void newsOfNobodyThatTheUpstreamCouldKnowIsNotTold() {
    PersonFacts permitOnly = PersonFacts.none().holding(ProofFixtures.permit("H12345678"));

    assertThat(host(true).tell("peer", news(List.of(), permitOnly)).told())
        .isInstanceOf(Told.Refused.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void whatGoesWrongIsToldLaterAndClosesNoWay() {
    answer =
        _ -> {
          throw new IllegalStateException("a bug");
        };
    ConfiguredAdapter configured = configured(true, true, BOTH);
    GuardedPeers host = host(configured);

    for (int i = 0; i < 5; i++) {
      assertThat(host.tell("peer", news()).told()).isInstanceOf(Told.Later.class);
    }
    assertThat(host.tell("peer", news()).told()).as("circuit open").isInstanceOf(Told.Later.class);
    assertThat(heard).hasSize(5);
    assertThat(host.resting()).containsExactly("peer");
    assertThat(host.tell("peer", news()).handed()).as("not sent").isEqualTo(Handed.NOTHING);
    assertThat(measured).hasSize(5).containsOnly("peer CitizenNews Later");
    assertThat(configured.guard(OfferedAdapter.FRONT).breaker().offers(clock.instant())).isTrue();

    answer = _ -> new Told.Taken();
    clock.pass(Duration.ofSeconds(16));
    assertThat(host.tell("peer", news()).told()).isEqualTo(new Told.Taken());
  }

  @Test
  void whoDoesNotAnswerIsGivenUpAtTheDeadline() {
    answer =
        _ -> {
          LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
          return new Told.Taken();
        };
    long begun = System.nanoTime();

    assertThat(host(true).tell("peer", news()).told()).isInstanceOf(Told.Later.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  /** Whoever says no has seen them all the same. */
  @Test
  void whatWasHandedOverIsSaidWhateverTheAnswer() {
    PersonFacts facts =
        PersonFacts.none().holding(ProofFixtures.resident(ProofFixtures.idNumber()));
    CitizenNews all = news(news().subjects(), facts);
    for (Told each :
        List.of(new Told.Taken(), new Told.Refused("not of here"), new Told.Later("late"))) {
      answer = _ -> each;
      assertThat(host(true).tell("peer", all).handed()).isEqualTo(Handed.FACTS);
      assertThat(host(false).tell("peer", all).handed()).isEqualTo(Handed.ACCOUNTS);
    }
    assertThat(host(true).tell("another", all).handed()).isEqualTo(Handed.NOTHING);
    assertThat(host(true).tell("peer", news(List.of(), PersonFacts.none())).handed())
        .isEqualTo(Handed.NOTHING);
    assertThat(host(true).mayKnowIdentity("peer")).isTrue();
    assertThat(host(false).mayKnowIdentity("peer")).isFalse();
    assertThat(host(true).mayKnowIdentity("another")).isFalse();
  }

  /** An upstream that keeps its threads gets no more than its share of them. */
  @Test
  void asManyAreToldAtOnceAsTheOperatorLets() {
    answer =
        _ -> {
          long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
          while (System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
          }
          return new Told.Taken();
        };
    GuardedPeers host = host(true);

    assertThat(host.tell("peer", news()).handed()).isEqualTo(Handed.ACCOUNTS);
    assertThat(host.tell("peer", news()).handed())
        .as("its place is taken")
        .isEqualTo(Handed.NOTHING);
    assertThat(heard).hasSize(1);
  }
}

package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an adapter tells its upstream what it says that it hears, and is told again unharmed. */
final class NewsChecks {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Bench<?> bench;
  private final AuthenticationAdapter adapter;
  private final Set<Capability> declared;
  private final List<CitizenNews> news;

  NewsChecks(Bench<?> bench) {
    this.bench = bench;
    this.adapter = bench.newNode();
    this.declared = bench.fixture.factory().descriptor().capabilities();
    this.news = bench.fixture.news();
  }

  void check() {
    Set<CitizenNews.Kind> heard = EnumSet.noneOf(CitizenNews.Kind.class);
    for (CitizenNews.Kind kind : CitizenNews.Kind.values()) {
      if (declared.contains(capability(kind))) {
        heard.add(kind);
      } else {
        unheard(kind);
      }
    }
    assertThat(news.stream().map(CitizenNews::kind).collect(Collectors.toSet()))
        .as("news that the fixture gives, of the kinds that are declared")
        .isEqualTo(heard);
    news.forEach(this::told);
    assertThat(bench.fixture.newsTaken()).as("news that the upstream has").isEqualTo(news.size());
  }

  private static Capability capability(CitizenNews.Kind kind) {
    return switch (kind) {
      case REGISTERED -> Capability.HEARS_REGISTERED;
      case LEVEL_RAISED -> Capability.HEARS_LEVEL_RAISED;
    };
  }

  /** No host would tell it, and nothing goes out. */
  private void unheard(CitizenNews.Kind kind) {
    var subject = new ExternalSubject("https://peer.test", "somebody");
    var undeclared =
        new CitizenNews("unheard", kind, now(), 2, "another", List.of(subject), PersonFacts.none());
    int before = bench.services.requests();
    assertThat(adapter.tell(undeclared, deadline())).isInstanceOf(Told.Refused.class);
    assertThat(bench.services.requests()).as("calls for what is not declared").isEqualTo(before);
  }

  /** While the upstream is in any trouble it is told later, and then once and once more. */
  private void told(CitizenNews each) {
    for (Trouble trouble : Trouble.values()) {
      bench.services.suffer(trouble);
      Told told = adapter.tell(each, deadline());
      assertThat(told).as("%s of an upstream: %s", each, trouble).isInstanceOf(Told.Later.class);
      assertThat(told.toString()).doesNotContain(bench.fixture.neverPrinted());
      bench.services.recover();
    }
    assertThat(adapter.tell(each, deadline())).as("%s", each).isEqualTo(new Told.Taken());
    assertThat(adapter.tell(each, deadline()))
        .as("%s, delivered once more", each)
        .isEqualTo(new Told.Taken());
    assertThat(each.toString()).doesNotContain(bench.fixture.neverPrinted());
  }

  private Instant now() {
    return bench.services.clock().instant();
  }

  private Instant deadline() {
    return now().plus(PATIENCE);
  }
}

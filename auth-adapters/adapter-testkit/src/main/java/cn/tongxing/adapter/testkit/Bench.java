package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.Transaction.Delivered;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One adapter on its fixture, and the ways to play on it. */
final class Bench<C extends Record> implements Walks, AutoCloseable {

  final AdapterFixture<C> fixture;
  final TestAdapterServices services;
  private final AuthenticationAdapter adapter;

  Bench(AdapterFixture<C> fixture) {
    this.fixture = fixture;
    this.services = new TestAdapterServices(fixture.egress());
    this.adapter = newNode();
  }

  /** Starts the node that the walks are gone on, as a host does before people come. */
  void start() {
    adapter.start();
  }

  /** The same adapter as another node of the cluster would make it. */
  AuthenticationAdapter newNode() {
    return fixture.factory().create(fixture.config(), services);
  }

  @Override
  public Transaction begin(List<Move> script) {
    return new Transaction(() -> adapter, services, script);
  }

  @Override
  public int room() {
    return 16;
  }

  @Override
  public void upstreamIsDown(boolean down) {
    if (down) {
      services.suffer(Trouble.DOWN);
    } else {
      services.recover();
    }
  }

  Transaction played(List<Move> script) throws Exception {
    Transaction transaction = begin(script);
    transaction.finish();
    return transaction;
  }

  List<List<Move>> everyScript() {
    List<List<Move>> scripts = new ArrayList<>(fixture.refusals().values());
    scripts.add(fixture.happyPath());
    scripts.add(fixture.otherPersonsPath());
    return scripts;
  }

  /** A transaction of its own for each place of the happy path where such an outcome waits. */
  List<Transaction> everyPosition(Class<? extends Outcome> waiting) throws Exception {
    List<Delivered> usual = played(fixture.happyPath()).history();
    List<Transaction> positions = new ArrayList<>();
    for (int i = 0; i < usual.size() - 1; i++) {
      if (waiting.isInstance(usual.get(i).outcome())) {
        positions.add(begin(fixture.happyPath()).advanceTo(i + 1));
      }
    }
    return positions;
  }

  /** Before which steps of the happy path the adapter goes on to ask the upstream. */
  List<Integer> upstreamPositions() throws Exception {
    List<Delivered> usual = played(fixture.happyPath()).history();
    return IntStream.range(0, usual.size())
        .filter(i -> usual.get(i).askedUpstream())
        .boxed()
        .toList();
  }

  /**
   * Lets the person be slow with the code to their phone, and checks each proof that follows from
   * it without a question to the upstream: it was made before, and is not dated by the code.
   */
  void isSlowWithTheCode(Duration pause) throws Exception {
    List<Delivered> usual = played(fixture.happyPath()).history();
    for (int i = 0; i < usual.size() - 1; i++) {
      Delivered next = usual.get(i + 1);
      if (usual.get(i).outcome() instanceof Outcome.VerifyPhone
          && next.outcome() instanceof Outcome.Proven
          && !next.askedUpstream()) {
        Transaction at = begin(fixture.happyPath()).advanceTo(i + 1);
        Instant asked = services.clock().instant();
        services.clock().advance(pause);
        Outcome late = at.probe(at.pending().orElseThrow(), at.context());
        Checks.assertOfBefore(late, asked);
      }
    }
  }

  /**
   * Whether the browser may be sent where it is signed out, and comes back, and nobody is called
   * for it.
   */
  void checkSignOut(Set<Capability> declared) throws Exception {
    int before = services.requests();
    URI back = URI.create("https://idp.test/signed-out");
    Optional<URI> address = adapter.signOut(back);
    assertThat(services.requests()).as("calls for it").isEqualTo(before);
    assertThat(address.isPresent())
        .as("an address to sign out at, if and only if SIGNS_OUT is declared")
        .isEqualTo(declared.contains(Capability.SIGNS_OUT));
    if (address.isPresent()) {
      assertThat(fixture.browserHosts()).contains(TestUpstreamHttp.hostAndPort(address.get()));
      assertThat(fixture.signedOut(address.get())).as("where the browser goes on").isEqualTo(back);
    }
  }

  /** Every trouble at every step that asks the upstream. */
  void sufferEverything(Consumer<Outcome> answers) throws Exception {
    for (Trouble trouble : Trouble.values()) {
      for (int position : upstreamPositions()) {
        Transaction at = begin(fixture.happyPath()).advanceTo(position);
        Step step = at.pending().orElseThrow();
        services.suffer(trouble);
        Instant deadline = services.clock().instant().plusMillis(200);
        answers.accept(at.probe(step, at.context().withDeadline(deadline)));
        services.recover();
      }
    }
  }

  @Override
  public void close() {
    try {
      adapter.stop();
    } finally {
      services.close();
      fixture.close();
    }
  }
}

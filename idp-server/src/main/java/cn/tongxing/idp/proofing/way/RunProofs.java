package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.Whose;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Door;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.Proving.AsOf;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.proofing.limits.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Lets the step concerned judge, and goes on from what it says until the host has to. */
@Service
class RunProofs implements Proofs {

  private final Codes codes;
  private final SmsWay sms;
  private final PasswordWay password;
  private final PasskeyWay passkey;
  private final AdapterWay adapter;
  private final Upstream upstream;
  private final AdapterHost host;
  private final Limits limits;
  private final PasswordCredentials passwords;
  private final PhoneCredentials phones;
  private final Audit audit;

  RunProofs(
      Codes codes,
      SmsWay sms,
      PasswordWay password,
      PasskeyWay passkey,
      AdapterWay adapter,
      Upstream upstream,
      AdapterHost host,
      Limits limits,
      PasswordCredentials passwords,
      PhoneCredentials phones,
      Audit audit) {
    this.codes = codes;
    this.sms = sms;
    this.password = password;
    this.passkey = passkey;
    this.adapter = adapter;
    this.upstream = upstream;
    this.host = host;
    this.limits = limits;
    this.passwords = passwords;
    this.phones = phones;
    this.audit = audit;
  }

  @Override
  public List<OfferedWay> adapters() {
    return host.ways().stream()
        .filter(each -> !StaffRules.isStaffOnly(each.descriptor()))
        .flatMap(RunProofs::offered)
        .toList();
  }

  @Override
  public List<OfferedWay> staffAdapters() {
    return host.ways().stream()
        .filter(each -> StaffRules.isStaffOnly(each.descriptor()))
        .flatMap(RunProofs::offered)
        .toList();
  }

  /** The adapter, and each of its doors as a way of its own. */
  private static Stream<OfferedWay> offered(OfferedAdapter adapter) {
    AdapterDescriptor descriptor = adapter.descriptor();
    boolean passports = readsPassports(descriptor.documents());
    boolean asksHere = !descriptor.capabilities().contains(Capability.REDIRECTS);
    return Stream.concat(
        Stream.of(
            new OfferedWay(
                Door.front(descriptor.id()),
                descriptor.label(),
                descriptor.hint(),
                adapter.reaches(),
                adapter.stated(),
                asksHere,
                adapter.isAvailable(OfferedAdapter.FRONT),
                passports,
                adapter.installPage(),
                adapter.icon(),
                adapter.marks())),
        adapter.doors().stream()
            .map(door ->
                new OfferedWay(
                    new Door(descriptor.id(), door.action()),
                    door.label(),
                    door.hint(),
                    adapter.reaches(),
                    adapter.stated(),
                    false,
                    adapter.isAvailable(door.action()),
                    passports,
                    adapter.installPage(),
                    Optional.empty(),
                    List.of())));
  }

  /** An adapter that names no type serves them all. */
  private static boolean readsPassports(List<DocumentType> documents) {
    return documents.isEmpty() || documents.contains(DocumentType.PASSPORT);
  }

  @Override
  public Progress start(Proving before, String way, Prover prover) {
    Proving proving = before.on(way);
    Next next =
        switch (way) {
          case SMS ->
              codes.isJustNow(proving) ? new Next.PhoneProven(proving) : codes.askPhone(proving);
          case PASSWORD -> password.start(proving);
          case PASSKEY -> passkey.start(proving);
          default -> entered(before, way, prover);
        };
    return resolve(next, prover);
  }

  /**
   * By the front door, or by one of the others: the button of the first form is pressed at once.
   */
  private Next entered(Proving before, String way, Prover prover) {
    for (OfferedAdapter offered : host.ways()) {
      for (AdapterFactory.Door door : offered.doors()) {
        String id = offered.descriptor().id();
        if (way.equals(new Door(id, door.action()).name())) {
          Next first = begun(before.on(id).through(door.action()), prover);
          return first instanceof Next.Over(Progress.Asks(Proving proving, Ask.Form form))
              ? adapter.formSubmitted(
                  proving, form, new Action(door.action(), proving.typed()), prover)
              : first;
        }
      }
    }
    return begun(before.on(way), prover);
  }

  private Next begun(Proving proving, Prover prover) {
    return adapter.deliver(proving, new Step.Started(), Optional.empty(), prover);
  }

  @Override
  public Progress answer(Proving proving, Ask asked, Action action, Prover prover) {
    Next next =
        switch (asked) {
          case Ask.Password it ->
              it.passkey().isPresent() && action.is(PASSKEY)
                  ? passkey.answer(proving, it.passkey().get().challenge(), action, prover)
                  : password.answer(proving, it, action, prover);
          case Ask.Passkey it ->
              action.is(PASSKEY)
                  ? passkey.answer(proving, it.ceremony().challenge(), action, prover)
                  : Next.stays(proving, it);
          case Ask.Phone it ->
              action.is("submit")
                  ? codes.phoneTyped(proving, action, prover)
                  : Next.stays(proving, it);
          case Ask.Code it -> codes.answer(proving, it, action, prover);
          case Ask.DocumentTail it -> sms.answer(proving, it, action, prover);
          case Ask.NotMine it -> sms.answer(proving, it, action, prover);
          case Ask.Form it -> adapter.formSubmitted(proving, it, action, prover);
          case Ask.Capture it -> adapter.agreed(proving, it, action, prover);
          case Ask.Away _, Ask.Scan _, Ask.Wait _, Ask.Down _, Ask.Refused _ ->
              Next.stays(proving, asked);
        };
    return resolve(next, prover);
  }

  @Override
  public Progress passkey(Proving proving, byte[] challenge, Action action, Prover prover) {
    return resolve(passkey.answer(proving, challenge, action, prover), prover);
  }

  @Override
  public Progress secondFactor(Proving proving, Shown first, PhoneNumber phone, Prover prover) {
    return resolve(codes.toGiven(proving.showing(first), phone, prover), prover);
  }

  @Override
  public Progress anotherScan(Proving proving, Ask.Scan asked, Prover prover) {
    return resolve(adapter.discardCode(proving, asked, prover), prover);
  }

  @Override
  public Progress anotherCapture(Proving proving, Ask.Capture asked, Prover prover) {
    Step discarded = new Step.CaptureDiscarded();
    return resolve(adapter.deliver(proving.again(), discarded, Optional.of(asked), prover), prover);
  }

  @Override
  public Progress callback(
      Proving proving, Ask asked, Map<String, List<String>> parameters, Prover prover) {
    List<String> state = parameters.getOrDefault("state", List.of());
    boolean isDue = asked instanceof Ask.Away || asked instanceof Ask.Scan;
    boolean right =
        state.isEmpty() || (state.size() == 1 && upstream.isState(proving, state.getFirst()));
    if (!isDue || !right) {
      return new Progress.Stays(proving, asked);
    }
    return resolve(
        adapter.deliver(
            proving.returned(), new Step.CallbackReceived(parameters), Optional.of(asked), prover),
        prover);
  }

  @Override
  public Progress poll(Proving proving, Ask asked, Prover prover) {
    return resolve(adapter.deliver(proving, new Step.Polled(), Optional.of(asked), prover), prover);
  }

  @Override
  public Notice notified(
      Proving proving, Ask asked, Map<String, List<String>> headers, byte[] body, Prover prover) {
    return asked.waitsForUpstream()
        ? adapter.notified(proving, asked, new Step.Notified(headers, body), prover)
        : new Notice(proving, asked, Optional.empty());
  }

  @Override
  public Optional<SignInId> opened(String handle) {
    return upstream.opened(handle);
  }

  @Override
  public String handle(SignInId id) {
    return upstream.handle(id);
  }

  @Override
  public Optional<SignInId> claimed(String state) {
    return Upstream.claimed(state);
  }

  @Override
  public boolean isState(Proving proving, String state) {
    return upstream.isState(proving, state);
  }

  @Override
  public void leave(Proving proving, Ask asked, Prover prover) {
    if (asked.waitsForUpstream()) {
      adapter.leave(proving, prover);
    }
  }

  /** Goes on until the host has to. */
  Progress resolve(Next next, Prover prover) {
    return switch (next) {
      case Next.Over(Progress.Recognised recognised) -> taken(recognised, prover);
      case Next.Over(Progress progress) -> progress;
      case Next.VerifyPhone verify -> resolve(verify(verify, prover), prover);
      case Next.PhoneProven(Proving proving) -> resolve(proven(proving, prover), prover);
    };
  }

  /** The purpose says whose proof is taken. */
  private Progress taken(Progress.Recognised recognised, Prover prover) {
    Proving proving = recognised.proving();
    Shown shown = recognised.shown();
    if (proving.purpose().takes(shown.person())) {
      return recognised;
    }
    audit.record(
        prover
            .event(AuditEventType.SIGN_IN_REFUSED, proving, shown.method())
            .person(shown.person())
            .detail("reason", "another-person"));
    return new Progress.Asks(proving, new Ask.Refused(Problem.page("login.failed")));
  }

  /** A phone whose code still counts for a change need not be proven again. */
  private Next verify(Next.VerifyPhone verify, Prover prover) {
    Proving proving = verify.proving();
    Optional<PhoneNumber> phone = verify.phone();
    if (codes.isJustNow(proving) && (phone.isEmpty() || phone.equals(proving.phone()))) {
      return new Next.PhoneProven(proving);
    }
    return phone.isPresent()
        ? codes.toGiven(proving, phone.get(), prover)
        : codes.askPhone(proving);
  }

  private Next proven(Proving proving, Prover prover) {
    PhoneNumber phone = proving.phone().orElseThrow();
    if (proving.purpose() instanceof Purpose.NewPhone) {
      return new Next.Over(new Progress.PhoneShown(proving));
    }
    return switch (proving.way()) {
      case SMS ->
          isSecond(proving)
              ? second(proving, phone, prover)
              : sms.phoneProven(proving, phone, prover);
      default -> adapter.deliver(proving, new Step.PhoneVerified(phone), Optional.empty(), prover);
    };
  }

  private static boolean isSecond(Proving proving) {
    return proving.purpose().whose() == Whose.ACTIVE && proving.secondOf().isPresent();
  }

  /**
   * The code to the person's own phone came on top of what was shown before. Any other phone says
   * nothing of them, whoever has it and however it came to be asked.
   */
  private Next second(Proving proving, PhoneNumber phone, Prover prover) {
    PersonId person = proving.secondOf().orElseThrow();
    Optional<Integer> ways = phones.ways(person, phone);
    if (ways.isPresent() && phones.isTheirOwn(person, phone)) {
      AsOf asOf = new AsOf(proving.phoneAt().orElseThrow(), ways.get());
      return Next.recognised(proving, new Shown(person, SMS, Set.of(Factor.SMS), asOf));
    }
    audit.record(
        prover
            .event(AuditEventType.SIGN_IN_REFUSED, proving, SMS)
            .person(person)
            .detail("reason", "foreign-phone"));
    return Next.asks(proving.withoutPhone(), new Ask.Refused(Problem.page("login.failed")));
  }

  @Override
  public void accepted(Progress.Identified proof) {
    proof.counted().ifPresent(limits::documentsWereNotRefused);
  }

  @Override
  public void refused(Progress.Identified proof) {
    Proving proving = proof.proving();
    if (!proving.documents().isEmpty()) {
      limits.documentsWereRefused(proving.documents(), proving.phone());
    }
  }

  @Override
  public boolean mayTell(Progress.Identified proof) {
    Proving proving = proof.proving();
    return proving.phone().filter(phone -> limits.mayTell(proving.documents(), phone)).isPresent();
  }

  @Override
  public void recognised(Proving proving, Shown shown, Prover prover) {
    if (shown.byFact()) {
      if (shown.byTail()) {
        proving.phone().ifPresent(phone -> phones.chosen(shown.person(), phone));
      }
      return; // knowing is not owning: neither the phone nor the password is the person's by it
    }
    String account = passwords.limitKey(shown.person());
    limits.forgetPasswords(account, prover.source());
    if (shown.byOwnCode()) {
      proving.phone().ifPresent(phone -> phones.signedIn(shown.person(), phone));
    } else if (codes.isJustNow(proving) && shown.since(codes.justNow()).byOwnKey()) {
      proving.phone().ifPresent(phone -> phones.shownBesideOwn(shown.person(), phone));
    }
  }
}

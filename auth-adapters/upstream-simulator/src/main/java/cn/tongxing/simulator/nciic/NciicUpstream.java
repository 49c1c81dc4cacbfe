package cn.tongxing.simulator.nciic;

import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Faulty;
import cn.tongxing.simulator.fault.Upstream;
import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.http.Router;
import cn.tongxing.simulator.population.PersonStatus;
import cn.tongxing.simulator.population.Population;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The register's check whether a name and a number belong together. */
public final class NciicUpstream {

  /** Where the service listens. */
  public static final String PATH = "/nciic/services/NciicServices";

  private final Population population;
  private final Contract contract;
  private final QueryLimit limit;
  private final AtomicReference<String> lastMatch = new AtomicReference<>("");

  /**
   * What the customer was given when it joined the service.
   *
   * @param ownNamespaceOnly whether a request of another namespace is refused; the real service is
   *     said not to look
   */
  public record Contract(String licence, String customerCode, boolean ownNamespaceOnly) {}

  /** A service over the population. */
  public NciicUpstream(Population population, Contract contract, QueryLimit limit) {
    this.population = population;
    this.contract = contract;
    this.limit = limit;
  }

  /** Adds the route. */
  public void register(Router router, Faults faults, Duration slowness) {
    router.on("POST", PATH, new Faulty(Upstream.NCIIC, faults, slowness, this::answer));
  }

  private Reply answer(Call call, Optional<Fault> fault) {
    Optional<NciicRequest> read = NciicRequest.read(call.text());
    if (read.isEmpty()) {
      return NciicAnswer.soapFault("malformed request");
    }
    NciicRequest request = read.get();
    if (contract.ownNamespaceOnly() && !request.namespace().equals(NciicAnswer.NAMESPACE)) {
      return NciicAnswer.soapFault("no such operation in this namespace");
    }
    if (fault.isPresent()) {
      return NciicAnswer.soap(faulty(request, fault.get()));
    }
    String answer = honest(request);
    if (answer.contains("<result_xm>一致")) {
      lastMatch.set(answer);
    }
    return NciicAnswer.soap(answer);
  }

  private String honest(NciicRequest request) {
    if (!request.licence().equals(contract.licence())
        || !request.customer().equals(contract.customerCode())) {
      return NciicAnswer.systemError("-71", "授权文件校验失败");
    }
    String name = RegisterName.of(request.name()).text();
    boolean complete =
        !request.number().isBlank()
            && !request.name().isBlank()
            && !request.region().isBlank()
            && !request.business().isBlank();
    if (!complete) {
      return NciicAnswer.problem(request.number(), name, "必录项缺失");
    }
    if (!limit.allows(request.number())) {
      return NciicAnswer.systemError("-53", "同一号码查询过于频繁");
    }
    return compare(request, name);
  }

  private String compare(NciicRequest request, String name) {
    List<SyntheticPerson> holders =
        population.withNumber(request.number()).stream()
            .filter(person -> person.status() != PersonStatus.NO_RECORD)
            .filter(person -> !person.number().startsWith("9"))
            .toList();
    if (holders.isEmpty()) {
      return NciicAnswer.problem(request.number(), name, "服务结果:库中无此号,请到户籍所在地进行核实");
    }
    if (holders.getFirst().status() == PersonStatus.DECEASED) {
      return NciicAnswer.problem(request.number(), name, "服务结果:该号码已注销,请到户籍所在地进行核实");
    }
    RegisterName asked = new RegisterName(name);
    boolean same =
        holders.stream().anyMatch(person -> RegisterName.of(person.name()).matches(asked));
    return NciicAnswer.compared(request.number(), name, same);
  }

  private String faulty(NciicRequest request, Fault fault) {
    String number = request.number();
    String name = RegisterName.of(request.name()).text();
    return switch (fault) {
      case SYSTEM_ERROR -> NciicAnswer.systemError("-90", "系统异常");
      case XXE -> NciicAnswer.malicious(number, name);
      case EMPTY_OUTPUT -> NciicAnswer.emptyOutput(number, name);
      case OTHER_FIELDS -> NciicAnswer.contradictory(number, name);
      case OTHER_PERSON -> aboutSomebodyElse(number);
      case REPLAYED_ANSWER ->
          lastMatch.get().isEmpty() ? aboutSomebodyElse(number) : lastMatch.get();
      case DOWN, RESET, SLOW, GARBAGE, HUGE_BODY, WRONG_SIGNATURE ->
          throw new IllegalStateException("not this service's to show: " + fault);
    };
  }

  private String aboutSomebodyElse(String number) {
    SyntheticPerson other =
        population.everybody().stream()
            .filter(person -> !person.number().equals(number))
            .findFirst()
            .orElseThrow();
    return NciicAnswer.compared(other.number(), other.name(), true);
  }
}

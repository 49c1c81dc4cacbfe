package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.ResidentIdNumber;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

class SampleFixture implements AdapterFixture<SampleConfig> {

  private static final String NUMBER = "350200199001010019";
  private static final String OTHER_NUMBER = "35020019900115029X";

  final SampleUpstream upstream = new SampleUpstream();
  private final AdapterFactory<SampleConfig> factory;

  SampleFixture(AdapterFactory<SampleConfig> factory) throws IOException {
    this.factory = factory;
  }

  @Override
  public AdapterFactory<SampleConfig> factory() {
    return factory;
  }

  @Override
  public SampleConfig config() {
    return new SampleConfig(URI.create("http://" + upstream.host()), SampleUpstream.KEY);
  }

  @Override
  public Map<String, Supplier<SampleConfig>> badConfigs() {
    return Map.of(
        "site", () -> new SampleConfig(URI.create("/here"), SampleUpstream.KEY),
        "key", () -> new SampleConfig(URI.create("http://localhost"), Secret.of("short")));
  }

  @Override
  public Set<String> egress() {
    return Set.of(upstream.host());
  }

  @Override
  public List<Move> happyPath() {
    return path("张三丰", NUMBER, "MATCH");
  }

  @Override
  public List<Move> otherPersonsPath() {
    return path("欧阳娜娜", OTHER_NUMBER, "MATCH");
  }

  @Override
  public Map<Reason, List<Move>> refusals() {
    return Map.of(Reason.MISMATCH, path("张三丰", NUMBER, "NO"));
  }

  List<Move> path(String name, String number, String verdict) {
    return List.of(
        Move.fill(Map.of("name", name, "number", number)),
        Move.provePhone("13800000000"),
        Move.visit(
            (uri, context) -> Map.of("code", List.of(upstream.approve(verdict + " " + number)))));
  }

  @Override
  public void tell(Lie lie, TestAdapterServices services) {
    upstream.lie = Optional.of(lie);
  }

  @Override
  public URI signedOut(URI address) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<Void> answer =
          browser.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
      return answer.headers().firstValue("Location").map(URI::create).orElse(address);
    }
  }

  @Override
  public List<CitizenNews> news() {
    ResidentIdNumber number =
        ResidentIdNumber.parse(NUMBER, LocalDate.EPOCH.plusYears(50)).orElseThrow();
    return List.of(
        new CitizenNews(
            "news-1",
            CitizenNews.Kind.REGISTERED,
            Instant.EPOCH,
            3,
            "another",
            List.of(),
            PersonFacts.none().holding(IdentityDocument.of(number))));
  }

  @Override
  public int newsTaken() {
    return upstream.news().size();
  }

  @Override
  public Set<String> neverPrinted() {
    return Set.of("张三丰", "欧阳娜娜", NUMBER, OTHER_NUMBER, "13800000000", "sample-upstream-key");
  }

  @Override
  public void close() {
    upstream.close();
  }
}

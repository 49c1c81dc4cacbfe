package cn.tongxing.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an application reads out of a request, whoever made it. */
class RequestTest {

  private static Request get(String uri, String... cookies) {
    return new Request("GET", URI.create(uri), "", List.of(cookies), "");
  }

  private static Request post(String body) {
    return new Request("POST", URI.create("/act"), body, List.of(), "");
  }

  @Test
  void parametersAreDecodedAndWhatIsNoneIsLeftOut() {
    assertThat(get("/callback?state=a%2Bb&code=x=y&empty=&none&=lost").query())
        .isEqualTo(Map.of("state", "a+b", "code", "x=y", "empty", ""));
    assertThat(get("/callback").query()).isEmpty();
    assertThat(post("name=%E5%BC%A0+%E4%B8%89&slot=1").form())
        .isEqualTo(Map.of("name", "张 三", "slot", "1"));
  }

  @Test
  void aBrokenEscapeIsNothingAndNoError() {
    assertThat(post("a=%zz&%=b&c=%E5%BC").form()).containsEntry("a", "").containsEntry("", "b");
  }

  @Test
  void aCookieIsFoundByItsWholeNameInAnyHeader() {
    Request request = get("/", "x__Host-fund=no; __Host-funds=no", "a=1;__Host-fund=yes=1;  b=2");

    assertThat(request.cookie("__Host-fund")).contains("yes=1");
    assertThat(request.cookie("b")).contains("2");
    assertThat(request.cookie("fund")).isEmpty();
    assertThat(get("/").cookie("a")).isEmpty();
  }

  @Test
  void argumentsComeInPairs() {
    Arguments arguments = Arguments.of(new String[] {"--issuer", "https://id.example"});

    assertThat(arguments.value("issuer", "none")).isEqualTo("https://id.example");
    assertThat(arguments.value("port", "9002")).isEqualTo("9002");
    assertThatThrownBy(() -> Arguments.of(new String[] {"issuer", "x"}))
        .hasMessageContaining("expected --name value, got issuer");
    assertThatThrownBy(() -> Arguments.of(new String[] {"--issuer"}))
        .hasMessageContaining("got --issuer");
  }
}

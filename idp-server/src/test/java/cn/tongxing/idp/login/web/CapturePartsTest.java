package cn.tongxing.idp.login.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.tongxing.idp.proofing.CaptureUpload;
import cn.tongxing.idp.testing.CameraAdapter;
import cn.tongxing.idp.testing.CaptureBody;
import cn.tongxing.idp.testing.Clause;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;

/** Frames whose line breaks or is too slow. */
@Clause("issue 6 item 2: capture")
class CapturePartsTest {

  private static final byte[] PICTURE = CaptureBody.jpeg(320, 240);
  private static final byte[] WHOLE = body().bytes();

  private final List<CaptureUpload.Part> parts = new ArrayList<>();

  private static CaptureBody body() {
    return new CaptureBody("0".repeat(32))
        .frame("frame-0-0-0", "image/jpeg", PICTURE)
        .frame("frame-1-0-1000", "image/jpeg", PICTURE);
  }

  private CaptureUpload read(InputStream content, long seconds) throws Exception {
    MockHttpServletRequest http =
        new MockHttpServletRequest() {
          @Override
          public ServletInputStream getInputStream() {
            return new DelegatingServletInputStream(content);
          }
        };
    http.setContentType(CaptureBody.type());
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    return CaptureParts.read(new CaptureParts.Body(http, until), CameraAdapter.FIRST, parts);
  }

  @Test
  void aWholeOneIsReadAsItIs() throws Exception {
    CaptureUpload upload = read(new ByteArrayInputStream(WHOLE), 15);
    assertThat(upload.parts()).hasSize(2);
    assertThat(upload.parts()).allSatisfy(part -> assertThat(part.content()).isEqualTo(PICTURE));
  }

  @Test
  void whatWasReadBeforeALineBreaksIsOverwritten() {
    InputStream breaks =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the line broke");
          }
        };
    InputStream part = new ByteArrayInputStream(WHOLE, 0, WHOLE.length - 300);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read(new SequenceInputStream(part, breaks), 15));
    assertThat(parts).hasSize(1);
    assertThat(parts.getFirst().content()).hasSize(PICTURE.length).containsOnly(0);
  }

  @Test
  void aBodyThatTakesTooLongGivesItsPlaceBack() {
    assertThatExceptionOfType(CaptureParts.Unfit.class)
        .isThrownBy(() -> read(new ByteArrayInputStream(WHOLE), 0))
        .satisfies(unfit -> assertThat(unfit.status()).isEqualTo(408));
  }

  @Test
  void aBodyHasTheTimeThatItsLengthNeeds() {
    assertThat(CaptureParts.time(9_000)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
    assertThat(CaptureParts.time(4 << 20))
        .isBetween(Duration.ofSeconds(14), Duration.ofSeconds(15));
  }

  @Test
  void partsWithinAPartAreNoFrames() {
    String nested =
        "--b\r\nContent-Disposition: form-data; name=\"nonce\"\r\n\r\n0\r\n--b\r\n"
            + "Content-Disposition: form-data; name=\"f\"\r\n"
            + "Content-Type: multipart/mixed; boundary=another\r\n\r\n--another\r\n\r\n\r\n--b--\r\n";
    MockHttpServletRequest http = new MockHttpServletRequest();
    http.setContentType("multipart/form-data; boundary=b");
    http.setContent(nested.getBytes(StandardCharsets.US_ASCII));

    assertThatExceptionOfType(CaptureParts.Unfit.class)
        .isThrownBy(() -> CaptureParts.read(http, CameraAdapter.FIRST))
        .satisfies(unfit -> assertThat(unfit.status()).isEqualTo(400));
  }
}

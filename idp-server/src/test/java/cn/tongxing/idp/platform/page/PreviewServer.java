package cn.tongxing.idp.platform.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/** The pages on a free port ({@link PagePreview}); one server for all tests that ask for it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ActiveProfiles("page-preview")
@SpringBootTest(
    classes = PagePreview.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.location=optional:classpath:/none.yml",
      "spring.thymeleaf.enable-spring-el-compiler=true",
      "server.address=127.0.0.1"
    })
@interface PreviewServer {}

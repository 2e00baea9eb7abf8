package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final QueueOptions OPTIONS = QueueOptions.defaults().withQueryRuns(0);

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** Started by hand, so that what stands in the queue is known. */
  private final Deque<Runnable> pool = new ArrayDeque<>();

  private Runnable step(String name) {
    return () -> log.add(name);
  }

  private ModelQueue model(Dispatcher dispatcher, String name) {
    ModelQueue queue =
        new ModelQueue(
            new BatchPolicy(128, 8),
            Integer.MAX_VALUE,
            batch -> log.add(name + " x " + batch.size()));
    dispatcher.register(queue);
    return queue;
  }

  private static List<Item> windows(int count) {
    return Calls.items(Collections.nCopies(count, 6));
  }

  private Dispatcher dispatcher(int workers, QueueOptions options) {
    return new Dispatcher(workers, options, pool::add, System::nanoTime);
  }

  private void workAll() {
    while (!pool.isEmpty()) {
      pool.removeFirst().run();
    }
  }

  @Test
  void questionsComeFirst() {
    Dispatcher dispatcher = dispatcher(1, OPTIONS);
    ModelQueue model = model(dispatcher, "model");
    dispatcher.submit(List.of(step("document")), Purpose.DOCUMENT);
    dispatcher.add(model, Purpose.DOCUMENT, windows(3));
    dispatcher.submit(List.of(step("question")), Purpose.QUERY);
    dispatcher.add(model, Purpose.QUERY, windows(2));
    workAll();
    assertThat(log).containsExactly("question", "model x 2", "document", "model x 3");
  }

  @Test
  void documentsHaveTheirTurnHoweverManyQuestionsCome() {
    Dispatcher dispatcher = dispatcher(1, OPTIONS);
    dispatcher.submit(Collections.nCopies(40, step("question")), Purpose.QUERY);
    dispatcher.submit(List.of(step("first"), step("second")), Purpose.DOCUMENT);
    workAll();
    assertThat(log.indexOf("first")).isEqualTo(16);
    assertThat(log.indexOf("second")).isEqualTo(33);
  }

  @Test
  void textsOfManyCallsShareARun() {
    Dispatcher dispatcher = dispatcher(1, OPTIONS);
    ModelQueue model = model(dispatcher, "model");
    for (int i = 0; i < 20; i++) {
      dispatcher.submit(
          List.of(() -> dispatcher.add(model, Purpose.DOCUMENT, windows(1))), Purpose.DOCUMENT);
    }
    workAll();
    assertThat(log).containsExactly("model x 16", "model x 4");
  }

  @Test
  void modelsTakeTurns() {
    Dispatcher dispatcher = dispatcher(1, OPTIONS);
    ModelQueue a = model(dispatcher, "a");
    ModelQueue b = model(dispatcher, "b");
    dispatcher.submit(
        List.of(
            () -> {
              dispatcher.add(a, Purpose.DOCUMENT, windows(40));
              dispatcher.add(b, Purpose.DOCUMENT, windows(20));
            }),
        Purpose.DOCUMENT);
    workAll();
    assertThat(log).containsExactly("a x 16", "b x 16", "a x 16", "b x 4", "a x 8");
  }

  @Test
  void aModelHasNoMoreRunsAtOnceThanItsDeviceTakes() {
    Dispatcher dispatcher = dispatcher(4, OPTIONS);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ModelQueue model =
        new ModelQueue(
            new BatchPolicy(8, 0),
            1,
            batch -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              Thread.yield();
              now.decrementAndGet();
              log.add("run");
            });
    dispatcher.register(model);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Dispatcher many = new Dispatcher(4, OPTIONS, threads, System::nanoTime);
      many.register(model);
      CountDownLatch added = new CountDownLatch(1);
      many.submit(
          List.of(
              () -> {
                many.add(model, Purpose.DOCUMENT, windows(200));
                added.countDown();
              }),
          Purpose.DOCUMENT);
      await(added);
    }
    assertThat(log).hasSize(200);
    assertThat(most).hasValue(1);
  }

  /** The only worker is busy for as long as the document's run lasts. */
  @Test
  void aQuestionDoesNotWaitForARunOfDocuments() {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Dispatcher dispatcher =
          new Dispatcher(1, OPTIONS.withQueryRuns(1), threads, System::nanoTime);
      CountDownLatch answered = new CountDownLatch(1);
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch over = new CountDownLatch(1);
      dispatcher.submit(
          List.of(
              () -> {
                busy.countDown();
                await(answered);
                over.countDown();
              }),
          Purpose.DOCUMENT);
      await(busy);
      dispatcher.submit(List.of(answered::countDown), Purpose.QUERY);
      await(over);
    }
  }

  /** During which the other workers do what they can. */
  private Runnable longStep(String name, Runnable meanwhile) {
    return () -> {
      log.add(name + " begins");
      meanwhile.run();
      workAll();
      log.add(name + " ends");
    };
  }

  private List<Runnable> documents(Runnable meanwhile) {
    return List.of(
        longStep("first", meanwhile), longStep("second", () -> {}), longStep("third", () -> {}));
  }

  private static final List<String> ALL_AT_ONCE =
      List.of(
          "first begins",
          "second begins",
          "third begins",
          "third ends",
          "second ends",
          "first ends");

  @Test
  void withoutQuestionsDocumentsTakeEveryPlace() {
    dispatcher(3, OPTIONS).submit(documents(() -> {}), Purpose.DOCUMENT);
    workAll();
    assertThat(log).isEqualTo(ALL_AT_ONCE);
  }

  @Test
  void whileQuestionsComeDocumentsLeaveOnePlace() {
    AtomicLong now = new AtomicLong();
    Dispatcher dispatcher = new Dispatcher(3, OPTIONS, pool::add, now::get);
    dispatcher.submit(List.of(step("question")), Purpose.QUERY);
    workAll();
    now.addAndGet(Duration.ofMillis(19).toNanos());
    dispatcher.submit(documents(() -> {}), Purpose.DOCUMENT);
    workAll();
    assertThat(log)
        .containsExactly(
            "question",
            "first begins",
            "second begins",
            "second ends",
            "third begins",
            "third ends",
            "first ends");
  }

  @Test
  void thePlaceThatWasLeftIsForQuestions() {
    Dispatcher dispatcher = new Dispatcher(2, OPTIONS, pool::add, () -> 0);
    dispatcher.submit(List.of(step("question")), Purpose.QUERY);
    workAll();
    dispatcher.submit(
        documents(() -> dispatcher.submit(List.of(step("another")), Purpose.QUERY)),
        Purpose.DOCUMENT);
    workAll();
    assertThat(log)
        .containsExactly(
            "question",
            "first begins",
            "another",
            "first ends",
            "second begins",
            "second ends",
            "third begins",
            "third ends");
  }

  @Test
  void documentsComeBackWhenNoQuestionIsExpected() {
    AtomicLong now = new AtomicLong();
    Dispatcher dispatcher = new Dispatcher(2, OPTIONS, pool::add, now::get);
    dispatcher.submit(List.of(step("question")), Purpose.QUERY);
    workAll();
    Runnable later =
        () -> {
          workAll();
          now.addAndGet(Duration.ofMillis(20).toNanos());
        };
    dispatcher.submit(documents(later), Purpose.DOCUMENT);
    workAll();
    assertThat(log)
        .containsExactly(
            "question",
            "first begins",
            "first ends",
            "second begins",
            "third begins",
            "third ends",
            "second ends");
  }

  @Test
  void aSingleWorkerServesBoth() {
    Dispatcher dispatcher = new Dispatcher(1, OPTIONS, pool::add, () -> 0);
    dispatcher.submit(List.of(step("question")), Purpose.QUERY);
    dispatcher.submit(List.of(step("one"), step("two")), Purpose.DOCUMENT);
    workAll();
    assertThat(log).containsExactly("question", "one", "two");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRunThatIsFullDoesNotWaitForMore() {
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      CountDownLatch ran = new CountDownLatch(1);
      Dispatcher dispatcher =
          new Dispatcher(1, OPTIONS.withMaxWait(Duration.ofDays(1)), threads, System::nanoTime);
      ModelQueue model =
          new ModelQueue(
              new BatchPolicy(128, 8),
              1,
              batch -> {
                log.add("run of " + batch.size());
                ran.countDown();
              });
      dispatcher.register(model);
      for (int i = 0; i < 16; i++) {
        List<Item> one = Calls.items(Calls.of(1), List.of(6), System.nanoTime());
        dispatcher.submit(
            List.of(() -> dispatcher.add(model, Purpose.DOCUMENT, one)), Purpose.DOCUMENT);
      }
      await(ran);
      dispatcher.close();
    }
    assertThat(log).containsExactly("run of 16");
  }

  @Test
  void waitingEnds() {
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      CountDownLatch ran = new CountDownLatch(1);
      Dispatcher dispatcher =
          new Dispatcher(1, OPTIONS.withMaxWait(Duration.ofMillis(5)), threads, System::nanoTime);
      ModelQueue model = new ModelQueue(new BatchPolicy(128, 8), 1, batch -> ran.countDown());
      dispatcher.register(model);
      List<Item> one = Calls.items(Calls.of(1), List.of(6), System.nanoTime());
      dispatcher.submit(
          List.of(() -> dispatcher.add(model, Purpose.DOCUMENT, one)), Purpose.DOCUMENT);
      await(ran);
    }
  }

  @Property(tries = 50)
  void everyStepIsDoneOnce(
      @ForAll @IntRange(min = 1, max = 4) int workers,
      @ForAll @IntRange(min = 0, max = 2) int express,
      @ForAll @IntRange(min = 1, max = 300) int steps) {
    AtomicInteger done = new AtomicInteger();
    CountDownLatch open = new CountDownLatch(steps);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Dispatcher dispatcher =
          new Dispatcher(workers, OPTIONS.withQueryRuns(express), threads, System::nanoTime);
      Runnable step =
          () -> {
            done.incrementAndGet();
            open.countDown();
          };
      IntStream.range(0, steps)
          .parallel()
          .forEach(
              i -> dispatcher.submit(List.of(step), i % 3 == 0 ? Purpose.QUERY : Purpose.DOCUMENT));
      await(open);
    }
    assertThat(done).hasValue(steps);
  }

  @Test
  void aStepThatThrowsDoesNotEndTheWorker() {
    Dispatcher dispatcher = dispatcher(1, OPTIONS);
    dispatcher.submit(
        List.of(
            () -> {
              throw new IllegalStateException("a caller's continuation");
            },
            step("next")),
        Purpose.DOCUMENT);
    workAll();
    assertThat(log).containsExactly("next");
  }

  @Test
  void aRefusalMattersOnlyWhenNobodyIsAtWork() {
    AtomicInteger places = new AtomicInteger(1);
    Dispatcher dispatcher =
        new Dispatcher(
            2,
            OPTIONS,
            task -> {
              if (places.getAndDecrement() <= 0) {
                throw new RejectedExecutionException("full");
              }
              pool.add(task);
            },
            System::nanoTime);
    dispatcher.submit(List.of(step("one")), Purpose.DOCUMENT);
    dispatcher.submit(List.of(step("two")), Purpose.DOCUMENT);
    workAll();
    assertThat(log).containsExactly("one", "two");
    assertThatThrownBy(() -> dispatcher.submit(List.of(step("three")), Purpose.DOCUMENT))
        .isInstanceOf(EmbeddingBusyException.class);
    places.set(1);
    dispatcher.submit(List.of(step("four")), Purpose.DOCUMENT);
    workAll();
    assertThat(log).as("what was refused is not done later").doesNotContain("three");
  }

  @Test
  void closingDropsWhatWaits() {
    Dispatcher dispatcher = dispatcher(1, OPTIONS);
    ModelQueue model = model(dispatcher, "model");
    dispatcher.submit(List.of(step("never")), Purpose.DOCUMENT);
    dispatcher.add(model, Purpose.DOCUMENT, windows(3));
    dispatcher.close();
    workAll();
    assertThat(log).isEmpty();
    assertThatThrownBy(() -> dispatcher.submit(List.of(step("late")), Purpose.QUERY))
        .isInstanceOf(IllegalStateException.class);
  }
}

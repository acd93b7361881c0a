package io.conductorloop.state;

class InMemoryTargetMarksTest extends TargetMarksContract {
    @Override
    TargetMarks noMarks() {
        return new InMemoryTargetMarks();
    }
}

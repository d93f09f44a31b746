import Screen

/// Recording the screen: the loop, which owns the frames, draws each of them once more for the recording.
extension WorkbenchState {
  /// As a frame of a recording: a recording outlives the glance at the screen, so that no real cell is readable in it.
  package var recorded: WorkbenchState {
    var shown = self
    (shown.isRevealed, shown.masksRealRows) = (false, true)
    return shown
  }

  /// The name of the file and nothing of what is in it.
  package var windowTitle: String { isOpen ? "rowsmith: \(file.name)" : "rowsmith" }

  /// Begins a recording, or ends and writes it.
  mutating func toggleRecording(to path: String?) -> [Effect] {
    if isRecording {
      isRecording = false
      return start(.writeRecording(path: path ?? recordingPath), in: .export, title: "writing")
    }
    (isRecording, recordingPath) = (true, path)
    return say(.note, "recording, real cells masked; x ends it")
  }

  /// The work of writing what was recorded.
  package func writing(recording text: String, to path: String?) -> Work {
    .export(
      ExportOrder(
        content: .text(text), noun: "recording", path: path,
        suggestion: "\(isOpen ? file.stem : "rowsmith")-recording.cast"))
  }

  /// Masks all real rows, or only personal data again.
  mutating func toggleMask() -> [Effect] {
    masksRealRows.toggle()
    if masksRealRows { isRevealed = false }
    return say(.note, masksRealRows ? "all real rows are masked" : "of real rows personal data is masked")
  }
}
